namespace Offers.Agents.Processes;

/// <summary>What the supervisor says of a process.</summary>
/// <param name="Id">The name the agent gave it.</param>
/// <param name="Pid">Its process id, which is also its process group's and session's.</param>
/// <param name="StartTicks">When it started, in clock ticks since the boot.</param>
internal sealed record ProcessStatus(string Id, int Pid, ulong StartTicks)
{
    /// <summary>
    /// Whether a supervisor since killed started it: how it ends will not be known.
    /// </summary>
    public bool IsAdopted { get; init; }

    /// <summary>How it ended; null while it runs.</summary>
    public ProcessExit? End { get; init; }
}
