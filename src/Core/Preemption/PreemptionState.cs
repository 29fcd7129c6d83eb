namespace Offers;

/// <summary>
/// The whole state of a <see cref="PreemptionLedger"/>, in a total order: equal states behave
/// equally under equal options. A value.
/// </summary>
public sealed record PreemptionState
{
    /// <summary>The last time that the ledger was told.</summary>
    public Timestamp Now { get; init; }

    /// <summary>The id of the last preemption; 0 when there was none.</summary>
    public long LastId { get; init; }

    /// <summary>
    /// Victims that may be taken, each worth one <see cref="PreemptionOptions.Interval"/> in ticks.
    /// </summary>
    public long Credit { get; init; }

    /// <summary>Records of victims ever made.</summary>
    public long RecordCount { get; init; }

    /// <summary>Endings ever made.</summary>
    public long EndingCount { get; init; }

    /// <summary>What is under way, by id.</summary>
    public ValueList<RunningPreemption> Running { get; init; } = [];

    /// <summary>Roles that are spared, by name (ordinal).</summary>
    public ValueList<RoleCooldown> Cooldowns { get; init; } = [];

    /// <summary>The latest records, the oldest first.</summary>
    public ValueList<PreemptionRecord> Records { get; init; } = [];

    /// <summary>The latest endings, the oldest first.</summary>
    public ValueList<PreemptionEnding> Endings { get; init; } = [];
}
