namespace Offers;

/// <summary>What has changed about an agent; null leaves a thing as it is.</summary>
public sealed record AgentUpdate
{
    /// <summary>The new total, what is out included.</summary>
    public ResourceSet? Total { get; init; }

    /// <summary>The new host name.</summary>
    public string? Hostname { get; init; }

    /// <summary>
    /// The new attributes. If they differ from the old ones, all filters on the agent are cleared.
    /// </summary>
    public AgentAttributes? Attributes { get; init; }

    /// <summary>The new capabilities.</summary>
    public AgentCapabilities? Capabilities { get; init; }
}
