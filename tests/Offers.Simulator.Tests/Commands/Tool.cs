using System.Diagnostics;

namespace Offers.Simulator.Tests.Commands;

/// <summary>Runs the built tool as a user does: a process of its own, in a folder of its own.</summary>
internal sealed class Tool : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    internal string Folder { get; } = Directory.CreateTempSubdirectory("offers-test-").FullName;

    internal readonly record struct Outcome(int Code, string Output, string Errors)
    {
        /// <summary>The only line on the error stream.</summary>
        internal string ErrorLine => Assert.Single(Errors.TrimEnd('\n').Split('\n'));
    }

    internal string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    internal string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    internal Outcome Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Offers.Simulator.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Patience), "the tool did not end");
        return new Outcome(process.ExitCode, output, errors.Result);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
