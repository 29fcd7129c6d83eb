namespace Offers.Faults;

/// <summary>What came of the faults of one kind.</summary>
/// <param name="Kind">Which kind.</param>
internal sealed record FaultResult(FaultKind Kind)
{
    /// <summary>Faults that were injected.</summary>
    internal int Injected { get; set; }

    /// <summary>Batches that ran under them, each checked when it was over.</summary>
    internal int Groups { get; set; }

    /// <summary>Tasks that came to their end, each attempt its own.</summary>
    internal int Tasks { get; set; }

    /// <summary>Of them those whose command never ran to its end: dropped, gone, not started.
    /// </summary>
    internal int NotRun { get; set; }

    /// <summary>Of them those whose status nobody knows; only a killed supervisor may do that.
    /// </summary>
    internal int Unknown { get; set; }

    /// <summary>How often the fault was awaited to its end, and how long that took.</summary>
    internal List<TimeSpan> Heals { get; } = [];

    /// <summary>What is not as it has to be.</summary>
    internal List<string> Wrong { get; } = [];
}
