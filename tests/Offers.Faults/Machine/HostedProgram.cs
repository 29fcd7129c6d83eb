using System.Diagnostics;
using System.Globalization;
using Offers.Agents.Processes;

namespace Offers.Faults.Machine;

/// <summary>A program of ours in a process of its own, started again and again.</summary>
internal sealed class HostedProgram(string name, string log, string project, string[] arguments)
    : IDisposable
{
    private static readonly TimeSpan EndBound = TimeSpan.FromSeconds(60);
    private Process? _process;

    /// <summary>What it is called.</summary>
    internal string Name => name;

    /// <summary>The words behind the program; the next start has them.</summary>
    internal string[] Arguments { get; set; } = arguments;

    /// <summary>Whether it runs.</summary>
    internal bool IsRunning => _process is { HasExited: false };

    /// <summary>What it ended with; null while it runs, or when it never did.</summary>
    internal int? ExitCode => _process is { HasExited: true } ? _process.ExitCode : null;

    /// <summary>Starts it; its words go to the end of the log.</summary>
    internal void Start()
    {
        _process?.Dispose();
        ProcessStartInfo start = new("/bin/sh") { UseShellExecute = false };
        foreach (string word in (string[])[
            "-c", "exec \"$@\" >>\"$0\" 2>&1", log,
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            Path.Combine(HomeOf(project), $"Offers.{project}.dll"), .. Arguments])
        {
            start.ArgumentList.Add(word);
        }

        _process = Process.Start(start)!;
    }

    /// <summary>Kills it as nobody can catch.</summary>
    internal void Kill()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    /// <summary>Asks it to end; what it ends with, 1000 when it does not.</summary>
    internal async Task<int> TerminateAsync()
    {
        if (_process is { HasExited: false })
        {
            _ = Native.kill(_process.Id, Native.SignalTerm);
        }

        return await EndAsync();
    }

    /// <summary>Waits for its end; what it ends with, 1000 when it does not.</summary>
    internal async Task<int> EndAsync()
    {
        const int Never = 1000;
        try
        {
            await _process!.WaitForExitAsync().WaitAsync(EndBound);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            return Never;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process?.Dispose();
    }

    /// <summary>Where a program is built: beside this one, but with all that it needs.</summary>
    private static string HomeOf(string project)
    {
        string own = Path.Combine("tests", "Offers.Faults");
        return AppContext.BaseDirectory.Replace(
            own, Path.Combine("src", project), StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{name} ({_process?.Id})");
}
