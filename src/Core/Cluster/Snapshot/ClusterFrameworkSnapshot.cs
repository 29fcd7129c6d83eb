namespace Offers;

/// <summary>A framework in a <see cref="ClusterSnapshot"/>.</summary>
/// <param name="Profile">What it says of itself.</param>
public sealed record ClusterFrameworkSnapshot(FrameworkProfile Profile)
{
    /// <summary>Its connection; 0, the default, when it has none.</summary>
    public long Connection { get; init; }

    /// <summary>Whether it is known from agents only.</summary>
    public bool IsRecovered { get; init; }

    /// <summary>
    /// When it is removed if it does not come back; null exactly while it is connected.
    /// </summary>
    public Timestamp? FailoverAt { get; init; }

    /// <summary>Operations with an id, in the order in which they came.</summary>
    public ValueList<ClusterOperationSnapshot> Operations { get; init; } = [];

    /// <summary>Tasks that were out of contact, the first one first.</summary>
    public ValueList<PastTask> Unreachable { get; init; } = [];

    /// <summary>Tasks that have ended, the first one first.</summary>
    public ValueList<PastTask> Completed { get; init; } = [];
}
