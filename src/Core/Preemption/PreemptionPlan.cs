namespace Offers;

/// <summary>
/// Whom to take, where and why, so that a claim fits; or why not. A value: nothing has happened
/// until <see cref="PreemptionLedger.Start"/>.
/// </summary>
public sealed record PreemptionPlan
{
    /// <summary>Planned when there are victims; otherwise the first refusal that is true.</summary>
    public required PreemptionStatus Status { get; init; }

    /// <summary>
    /// Why the tasks beyond <see cref="Gained"/> are not planned, too; Planned when there are none.
    /// The same as <see cref="Status"/> when nothing is.
    /// </summary>
    public required PreemptionStatus Rest { get; init; }

    /// <summary>The numbers behind <see cref="Rest"/>.</summary>
    public PreemptionEvidence Evidence { get; init; } = new();

    /// <summary>
    /// Tasks that were to be placed: the claim's count without what is promised, and no more than
    /// are owed when a guarantee is claimed.
    /// </summary>
    public int Wanted { get; init; }

    /// <summary>How many of them fit into what is free, without a victim.</summary>
    public int FitFree { get; init; }

    /// <summary>How many more fit when the victims are gone.</summary>
    public int Gained { get; init; }

    /// <summary>Number of victims on all agents.</summary>
    public int VictimCount { get; init; }

    /// <summary>The agents with victims, by name (ordinal).</summary>
    public ValueList<AgentPreemption> Agents { get; init; } = [];

    /// <summary>How far the search went.</summary>
    public PreemptionEffort Effort { get; init; } = new(0, 0, 0, 0, true);
}
