namespace Offers;

/// <summary>A registered agent in a <see cref="ClusterSnapshot"/>.</summary>
/// <param name="Profile">What it says of itself.</param>
public sealed record ClusterAgentSnapshot(AgentProfile Profile)
{
    /// <summary>Its connection; 0, the default, when it has none.</summary>
    public long Connection { get; init; }

    /// <summary>Whether an operator wants no offers of it.</summary>
    public bool IsDeactivated { get; init; }

    /// <summary>How it is drained; null, the default, is not at all.</summary>
    public DrainOrder? Drain { get; init; }

    /// <summary>Whether it is drained.</summary>
    public bool IsDrained { get; init; }

    /// <summary>
    /// The next ping, or the end of the time to come back; null while it awaits its removal.
    /// </summary>
    public Timestamp? PingAt { get; init; }

    /// <summary>When it may be marked unreachable; null when it is in contact.</summary>
    public Timestamp? RemovalAt { get; init; }

    /// <summary>Pings without an answer; 0 or more.</summary>
    public int MissedPings { get; init; }

    /// <summary>Whether the last ping has no answer yet.</summary>
    public bool AwaitsPong { get; init; }

    /// <summary>Its executors, in the order in which they came.</summary>
    public ValueList<ReportedExecutor> Executors { get; init; } = [];

    /// <summary>Open inverse offers, in the order in which they were made.</summary>
    public ValueList<InverseOfferSnapshot> InverseOffers { get; init; } = [];
}
