using System.Globalization;

namespace Offers.Agents.Processes;

/// <summary>
/// What /proc says of a process. That a process is not there and that nothing can be read of it are
/// two things: upon the second, which is no sign of an end, all throw.
/// </summary>
internal static class ProcFiles
{
    private const int StateField = 0;
    private const int StartField = 19;
    private static string? _bootId;

    /// <summary>Which boot of the machine this is.</summary>
    /// <exception cref="IOException">It cannot be read now.</exception>
    internal static string BootId =>
        _bootId ??= KernelFile.Read("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>
    /// When a process started, in clock ticks since the boot: with its id it names a process for
    /// good, as ids are used again. 0 when there is none.
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static ulong StartOf(int pid)
    {
        string[]? fields = Fields(pid);
        return fields is null ? 0 : ulong.Parse(fields[StartField], CultureInfo.InvariantCulture);
    }

    /// <summary>Whether exactly this process runs still (one that waits to be reaped does not).
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static bool IsRunning(int pid, ulong start)
    {
        string[]? fields = Fields(pid);
        return fields is not null
            && fields[StateField] is not ("Z" or "X")
            && ulong.Parse(fields[StartField], CultureInfo.InvariantCulture) == start;
    }

    /// <summary>The name of what a process runs, also of one that waits to be reaped; empty when
    /// there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static string NameOf(int pid)
    {
        return ReadOrNull(pid, "comm")?.TrimEnd('\n') ?? string.Empty;
    }

    private static string[]? Fields(int pid)
    {
        // The second field is the name in parentheses, which may hold anything.
        if (ReadOrNull(pid, "stat") is not { } text)
        {
            return null;
        }

        string[] fields = text[(text.LastIndexOf(')') + 1)..].TrimStart().Split(' ');
        return fields.Length > StartField
            ? fields
            : throw new IOException($"process {pid}: its 'stat' has {fields.Length} fields");
    }

    private static string? ReadOrNull(int pid, string file)
    {
        try
        {
            return KernelFile.Read(string.Create(
                CultureInfo.InvariantCulture, $"/proc/{pid}/{file}"));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
