namespace Offers.Agents.Processes;

/// <summary>
/// One process of a supervisor. Its fields change under the supervisor's lock only.
/// </summary>
internal sealed class HeldProcess
{
    internal HeldProcess(ProcessRecord record)
    {
        Record = record;
    }

    /// <summary>What is on disk, or about to be.</summary>
    internal ProcessRecord Record { get; set; }

    /// <summary>Whether a supervisor before this one started it.</summary>
    internal bool IsAdopted { get; init; }

    /// <summary>When this supervisor last saw an adopted one run, as the clock counts; 0 if never.
    /// </summary>
    internal long SeenAt { get; set; }

    /// <summary>Whether its start has not been decided yet.</summary>
    internal bool IsStarting { get; set; }

    /// <summary>Whether its program must not run any more, unless it does already.</summary>
    internal bool IsCalledOff { get; set; }

    /// <summary>How it ended, as soon as that is seen; on disk a little later.</summary>
    internal ProcessExit? End { get; set; }

    /// <summary>Whether the end has been told.</summary>
    internal bool IsTold { get; set; }

    /// <summary>The name of what it ran when it ended; null when that could not be read.</summary>
    internal string? NameAtEnd { get; set; }

    /// <summary>Completes when its start is decided: null, or why it failed.</summary>
    internal TaskCompletionSource<string?> Started { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Bounds its outputs; null for no bound.</summary>
    internal OutputBound? Outputs { get; set; }

    /// <summary>What agents are told.</summary>
    internal ProcessStatus Status => new(Record.Id, Record.Pid, Record.StartTicks)
    {
        IsAdopted = IsAdopted,
        End = IsTold ? End : null,
    };
}
