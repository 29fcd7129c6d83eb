namespace Offers;

/// <summary>An agent that is known and not registered.</summary>
internal sealed class LostAgent(string name, LostAgentState state, Timestamp since)
{
    internal string Name { get; } = name;

    internal LostAgentState State { get; set; } = state;

    internal Timestamp Since { get; set; } = since;

    /// <summary>Its host, if that is known; it may not change.</summary>
    internal string? Hostname { get; init; }

    internal DrainOrder? Drain { get; set; }

    internal bool IsDeactivated { get; set; }

    /// <summary>
    /// Whether <see cref="Drain"/> is the last word: of one that is expected the agent itself may
    /// know more, until an operator decides anew.
    /// </summary>
    internal bool IsDrainKnown { get; set; }
}
