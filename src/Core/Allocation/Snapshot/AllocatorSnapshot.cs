namespace Offers;

/// <summary>
/// The whole logical state of an <see cref="Allocator"/> at one moment, its options excepted: what
/// <see cref="Allocator.Restore"/> needs to go on as if nothing had happened. A value: equal states
/// give equal snapshots.
/// </summary>
/// <remarks>
/// Rows refer to each other by name. Every list has a total order, so that a state has one snapshot
/// and one text. Sums that follow from the rows (shares, free resources, consumed quota, hoards)
/// are not kept. Names are ordinal.
/// </remarks>
public sealed record AllocatorSnapshot
{
    /// <summary>
    /// The kinds of the schema in its order, which decides: whoever restores has the same.
    /// </summary>
    public required ValueList<KindSnapshot> Kinds { get; init; }

    /// <summary>The moment of the last command; no later one is before it.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>Runs so far, batches that were skipped included; 0 or more.</summary>
    public required long Runs { get; init; }

    /// <summary>
    /// Refuse filters that end until this moment have been ended, but for those that wait for a
    /// batch; not after <see cref="Time"/>.
    /// </summary>
    public required Timestamp FiltersEndedAt { get; init; }

    /// <summary>Whether a run was asked for.</summary>
    public bool HasPendingRun { get; init; }

    /// <summary>Whether that run is over all agents but the late comers.</summary>
    public bool AllAreCandidates { get; init; }

    /// <summary>Whether runs are paused.</summary>
    public bool IsPaused { get; init; }

    /// <summary>
    /// How many agents end the pause of a fail-over; null when it is no such pause. 1 or more.
    /// </summary>
    public long? AwaitedAgents { get; init; }

    /// <summary>
    /// When the pause of a fail-over ends in any case; <see cref="Timestamp.Never"/> when it is no
    /// such pause.
    /// </summary>
    public Timestamp RecoveryDeadline { get; init; } = Timestamp.Never;

    /// <summary>Hosts whose agents are offered, in order; null for all.</summary>
    public ValueList<string>? Whitelist { get; init; }

    /// <summary>
    /// Names of all agents ever added, in the order of their first addition, where
    /// <see cref="AgentVisitOrder.ByAddition"/> asks for it; otherwise empty.
    /// </summary>
    public ValueList<string> Places { get; init; } = [];

    /// <summary>
    /// All roles ever named, in the order of their ids; a parent is before its children.
    /// </summary>
    public ValueList<RoleSnapshot> Roles { get; init; } = [];

    /// <summary>Agents by name.</summary>
    public ValueList<AgentSnapshot> Agents { get; init; } = [];

    /// <summary>Frameworks by name.</summary>
    public ValueList<FrameworkSnapshot> Frameworks { get; init; } = [];

    /// <summary>
    /// Frameworks in their roles: by framework, and within one in the order in which it came to
    /// them.
    /// </summary>
    public ValueList<SubscriptionSnapshot> Subscriptions { get; init; } = [];

    /// <summary>Open offers, the oldest first.</summary>
    public ValueList<OfferSnapshot> Offers { get; init; } = [];

    /// <summary>What is allocated, by agent, framework and role.</summary>
    public ValueList<HoldingSnapshot> Holdings { get; init; } = [];

    /// <summary>
    /// What agents reported as used by frameworks that have not come yet: by framework, and within
    /// one in the order in which it was reported.
    /// </summary>
    public ValueList<UnclaimedSnapshot> Unclaimed { get; init; } = [];

    /// <summary>
    /// Refuse filters in force: by agent, framework, role, end and the text of what was refused.
    /// </summary>
    public ValueList<FilterSnapshot> Filters { get; init; } = [];

    /// <summary>
    /// Who wants offers, the longest waiting first, where
    /// <see cref="AllocatorOptions.StarvationGuard"/> asks for it; otherwise empty.
    /// </summary>
    public ValueList<WaitSnapshot> Waits { get; init; } = [];

    /// <summary>Free ids of agents; the last one is handed out next.</summary>
    public ValueList<FreeRow> FreeAgents { get; init; } = [];

    /// <summary>Free ids of frameworks; the last one is handed out next.</summary>
    public ValueList<FreeRow> FreeFrameworks { get; init; } = [];

    /// <summary>Free ids of offers; the last one is handed out next.</summary>
    public ValueList<FreeRow> FreeOffers { get; init; } = [];
}
