using System.Globalization;

namespace Offers.Agents.Processes;

/// <summary>What /proc says of a process.</summary>
internal static class ProcFiles
{
    private const int StateField = 0;
    private const int StartField = 19;

    /// <summary>Which boot of the machine this is.</summary>
    internal static string BootId { get; } =
        File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>
    /// When a process started, in clock ticks since the boot: with its id it names a process for
    /// good, as ids are used again. 0 when there is none.
    /// </summary>
    internal static ulong StartOf(int pid)
    {
        string[]? fields = Fields(pid);
        return fields is null ? 0 : ulong.Parse(fields[StartField], CultureInfo.InvariantCulture);
    }

    /// <summary>Whether exactly this process runs still (one that waits to be reaped does not).
    /// </summary>
    internal static bool IsRunning(int pid, ulong start)
    {
        string[]? fields = Fields(pid);
        return fields is not null
            && fields[StateField] is not ("Z" or "X")
            && ulong.Parse(fields[StartField], CultureInfo.InvariantCulture) == start;
    }

    /// <summary>The name of what a process runs, also of one that waits to be reaped; empty when
    /// there is none.</summary>
    internal static string NameOf(int pid)
    {
        return TryRead(pid, "comm")?.TrimEnd('\n') ?? string.Empty;
    }

    private static string[]? Fields(int pid)
    {
        // The second field is the name in parentheses, which may hold anything.
        string? text = TryRead(pid, "stat");
        int end = text?.LastIndexOf(')') ?? -1;
        string[]? fields = end < 0 ? null : text![(end + 2)..].Split(' ');
        return fields is { Length: > StartField } ? fields : null;
    }

    private static string? TryRead(int pid, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(
                CultureInfo.InvariantCulture, $"/proc/{pid}/{file}"));
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
