using System.Collections;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Offers.Agents.Processes;

/// <summary>Starts the supervisor, so that it is nobody's child and outlives the agent.</summary>
internal static class SupervisorLauncher
{
    // The shell ends at once, so the supervisor becomes a child of the system's first process.
    private const string Detach = "\"$@\" &";

    /// <summary>The words that run this program.</summary>
    internal static IReadOnlyList<string> ThisProgram()
    {
        string assembly = Path.Combine(AppContext.BaseDirectory, "Offers.Agent.dll");
        string host = Path.Combine(AppContext.BaseDirectory, "Offers.Agent");
        string process = Environment.ProcessPath ?? string.Empty;
        if (!File.Exists(assembly))
        {
            return [process];
        }

        bool isMuxer = Path.GetFileName(process) is "dotnet";
        return File.Exists(host) && !isMuxer ? [host] : [isMuxer ? process : "dotnet", assembly];
    }

    /// <summary>Starts one; if another runs already it ends by itself.</summary>
    /// <exception cref="IOException">The system cannot.</exception>
    internal static void Start(SupervisorClientOptions options)
    {
        var paths = new SupervisorPaths(options.WorkDirectory);
        paths.Create();
        List<string> words =
        [
            "/bin/sh", "-c", Detach, "offers-supervise",
            .. options.Program,
            SupervisorProgram.Verb,
            "--directory", options.WorkDirectory,
            "--idle-seconds",
            options.Idle.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture),
        ];
        using SafeFileHandle nothing = KernelFile.Open("/dev/null", KernelFile.ReadWrite);
        using SafeFileHandle log = SafeOpen.Append(paths.Log);
        int pid = NativeSpawn.Start(words, ThisEnvironment(), [
            (int)nothing.DangerousGetHandle(),
            (int)nothing.DangerousGetHandle(),
            (int)log.DangerousGetHandle(),
        ]);

        // -1 when somebody else reaped it; it has ended either way.
        _ = Native.waitpid(pid, out _, 0);
    }

    private static IReadOnlyList<string> ThisEnvironment()
    {
        var names = new List<string>();
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            names.Add($"{entry.Key}={entry.Value}");
        }

        return names;
    }
}
