namespace Offers;

/// <summary>
/// The whole logical state of a <see cref="Cluster"/> at one moment, its options excepted: what
/// <see cref="Cluster.Restore"/> needs to go on as if nothing had happened. A value: equal states
/// give equal snapshots.
/// </summary>
/// <remarks>
/// Rows refer to each other by name, and every list has an order that a decision depends on. What
/// follows from the rows (who holds what, next deadlines, kept pieces, what is shelved) is not
/// kept. Resources are of the schema of the cluster, or of the one that it was read with.
/// </remarks>
public sealed record ClusterSnapshot
{
    /// <summary>The allocator within.</summary>
    public required AllocatorSnapshot Allocator { get; init; }

    /// <summary>The moment of the last command; no later one is before it.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>Which life of the master it is; 1 or more.</summary>
    public required int Incarnation { get; init; }

    /// <summary>
    /// The number of the last key of an offer or inverse offer; 0 or more.
    /// </summary>
    public required long LastOffer { get; init; }

    /// <summary>The number of the last task; 0 or more.</summary>
    public required long LastTask { get; init; }

    /// <summary>When the next batch is due.</summary>
    public required Timestamp NextBatch { get; init; }

    /// <summary>When an agent may next be marked unreachable.</summary>
    public required Timestamp NextRemoval { get; init; }

    /// <summary>When agents that are expected are given up; null when none is.</summary>
    public Timestamp? ExpectedUntil { get; init; }

    /// <summary>Frameworks in the order in which they came.</summary>
    public ValueList<ClusterFrameworkSnapshot> Frameworks { get; init; } = [];

    /// <summary>Agents in the order in which they came.</summary>
    public ValueList<ClusterAgentSnapshot> Agents { get; init; } = [];

    /// <summary>Tasks in the books, by number.</summary>
    public ValueList<ClusterTaskSnapshot> Tasks { get; init; } = [];

    /// <summary>Open offers, the oldest first.</summary>
    public ValueList<ClusterOfferSnapshot> Offers { get; init; } = [];

    /// <summary>Names of frameworks that have ended, the first one first.</summary>
    public ValueList<string> CompletedFrameworks { get; init; } = [];

    /// <summary>Agents that are known and not registered, the first lost first.</summary>
    public ValueList<LostAgentSnapshot> LostAgents { get; init; } = [];

    /// <summary>The schedule of maintenance, in the order in which it was given.</summary>
    public ValueList<MaintenanceWindow> Windows { get; init; } = [];

    /// <summary>Hosts that are down, in the order in which they went.</summary>
    public ValueList<string> HostsDown { get; init; } = [];

    /// <summary>Rate limits, in the order of the options.</summary>
    public ValueList<CallLimiterSnapshot> Limiters { get; init; } = [];

    /// <summary>What is taken back, and was; null when nothing ever can be.</summary>
    public PreemptionState? Preemptions { get; init; }
}
