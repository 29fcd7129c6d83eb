namespace Offers;

/// <summary>An agent changes. What is null stays as it is.</summary>
/// <param name="Id">Its name.</param>
public sealed record UpdateAgent(string Id) : Command
{
    /// <summary>The new total.</summary>
    public ResourceSet? Resources { get; init; }

    /// <summary>The new attributes, all of them.</summary>
    public AgentAttributes? Attributes { get; init; }

    /// <summary>The new host name.</summary>
    public string? Hostname { get; init; }

    /// <summary>The new capabilities, all of them.</summary>
    public AgentCapabilities? Capabilities { get; init; }
}
