namespace Offers.Agents.Processes;

/// <summary>What is on disk of a process: enough for the next supervisor to know it.</summary>
/// <param name="Id">The name the agent gave it.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="StartTicks">When it started, in clock ticks since the boot.</param>
/// <param name="BootId">The boot both are of.</param>
internal sealed record ProcessRecord(string Id, int Pid, ulong StartTicks, string BootId)
{
    /// <summary>The form of the file; others are refused.</summary>
    public int Version { get; init; } = 1;

    /// <summary>How it ended; null while it runs.</summary>
    public ProcessExit? End { get; init; }

    /// <summary>Its outputs, for their bound.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>The number of the user whose they are, besides root.</summary>
    public uint OutputUser { get; init; }

    /// <summary>The bound of an output in bytes; 0 is none.</summary>
    public long OutputBound { get; init; }

    /// <summary>Whether what is left of its group is killed when it ends.</summary>
    public bool KillsGroup { get; init; }
}
