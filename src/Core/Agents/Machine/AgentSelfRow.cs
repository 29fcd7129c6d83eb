namespace Offers;

/// <summary>What the agent says of itself, with all that operations have made of it.</summary>
/// <param name="Profile">As it registers.</param>
public sealed record AgentSelfRow(AgentProfile Profile) : AgentRow("")
{
    /// <summary>How often it was started; 1 or more. Ids of updates hold it.</summary>
    public long Life { get; init; } = 1;

    /// <summary>The number of the last container; 0 or more.</summary>
    public long Containers { get; init; }

    /// <summary>Whether a master ever admitted it, so that it registers again.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Whether it drains.</summary>
    public bool IsDraining { get; init; }
}
