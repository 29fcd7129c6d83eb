namespace Offers;

/// <summary>An agent that is not registered in a <see cref="ClusterSnapshot"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Why it is known.</param>
/// <param name="Since">Since when.</param>
public sealed record LostAgentSnapshot(string Name, LostAgentState State, Timestamp Since)
{
    /// <summary>Its host; null, the default, if that is unknown.</summary>
    public string? Hostname { get; init; }

    /// <summary>How it is drained when it is back; null, the default, is not at all.</summary>
    public DrainOrder? Drain { get; init; }

    /// <summary>Whether an operator wants no offers of it.</summary>
    public bool IsDeactivated { get; init; }

    /// <summary>
    /// Whether <see cref="Drain"/> is the last word, whatever the agent itself knows.
    /// </summary>
    public bool IsDrainKnown { get; init; }
}
