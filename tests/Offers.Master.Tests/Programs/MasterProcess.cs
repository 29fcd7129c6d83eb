using System.Diagnostics;

namespace Offers.Masters.Tests.Programs;

/// <summary>The program in a process of its own.</summary>
internal sealed class MasterProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private MasterProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    internal static MasterProcess Start(params string[] arguments) =>
        Start(new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <summary>With more in its environment.</summary>
    internal static MasterProcess Start(
        IReadOnlyDictionary<string, string> environment, params string[] arguments) => Start(
            Path.Combine(AppContext.BaseDirectory, "Offers.Master.dll"), arguments, environment);

    /// <summary>The tool <c>offers</c>, as it is built beside the master.</summary>
    internal static MasterProcess StartOffers(params string[] arguments) =>
        Start(Built("Simulator", "Offers.Simulator.dll"), arguments);

    /// <summary>A program where its own build puts it, with all that it needs.</summary>
    internal static string Built(string project, string file)
    {
        string tests = $"tests{Path.DirectorySeparatorChar}Offers.Master.Tests";
        string source = $"src{Path.DirectorySeparatorChar}{project}";
        return Path.Combine(
            AppContext.BaseDirectory.Replace(tests, source, StringComparison.Ordinal), file);
    }

    /// <summary>What runs programs.</summary>
    internal static string Host =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    internal bool HasExited => _process.HasExited;

    internal int Id => _process.Id;

    /// <summary>The signal that nobody can catch.</summary>
    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    internal void Terminate()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    internal async Task<(int Code, string Output, string Errors)> EndAsync()
    {
        using CancellationTokenSource bound = new(TimeSpan.FromMinutes(2));
        await _process.WaitForExitAsync(bound.Token);
        return (_process.ExitCode, await _output, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static MasterProcess Start(
        string program, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(Host)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(program);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new MasterProcess(Process.Start(start)!);
    }
}
