using System.Diagnostics;
using System.Runtime.Versioning;
using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;

namespace Offers.Bench;

/// <summary>What a start costs at the least: record, spawn, groups, and nothing else.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ProcessStartBare(string work, IReadOnlyList<string> joinFiles)
{
    // The third handle closes when the program takes the shell's place.
    private const string Script = """
        while [ "$1" != -- ]; do echo "$$" >"$1"; shift; done
        shift
        run() { exec "$@"; }
        run "$@" 3>&-
        """;

    private readonly byte[] _record = new byte[160];

    /// <summary>Starts one and ends it; milliseconds until its program ran.</summary>
    internal double Run(bool byShell)
    {
        long start = Stopwatch.GetTimestamp();
        int pid = Start(byShell);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        End(pid);
        return milliseconds;
    }

    /// <summary>Ends what was started.</summary>
    internal static void End(int pid)
    {
        _ = Native.kill(pid, Native.SignalKill);
        _ = Native.waitpid(pid, out _, 0);
    }

    /// <summary>Starts one; its program runs when this returns.</summary>
    internal int Start(bool byShell)
    {
        using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite);
        DurableFile.Write(Path.Combine(work, "record.json"), _record);
        int pid;
        int handle = (int)nothing.DangerousGetHandle();
        if (byShell)
        {
            using NativePipe runs = NativePipe.Open();
            pid = NativeSpawn.Start(
                ["/bin/sh", "-c", Script, "bare", .. joinFiles, "--", "/bin/sleep", "1000"],
                [],
                [handle, handle, handle, (int)runs.Write.DangerousGetHandle()]);
            runs.Write.Dispose();
            _ = runs.ReadSome(stackalloc byte[1], -1);
        }
        else
        {
            pid = NativeSpawn.Start(["/bin/sleep", "1000"], [], [handle, handle, handle]);
            foreach (string path in joinFiles)
            {
                File.WriteAllText(path, $"{pid}");
            }
        }

        return pid;
    }
}
