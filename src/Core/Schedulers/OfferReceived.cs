namespace Offers;

/// <summary>An offer: resources of one agent under one role, to be answered.</summary>
/// <param name="Offer">Its key.</param>
/// <param name="Agent">Where.</param>
/// <param name="Role">Under which role.</param>
/// <param name="Resources">What.</param>
public sealed record OfferReceived(
    OfferKey Offer, string Agent, string Role, ResourceSet Resources) : SchedulerEvent
{
    /// <summary>The host's name.</summary>
    public required string Hostname { get; init; }

    /// <summary>What the agent says of itself.</summary>
    public AgentAttributes Attributes { get; init; } = AgentAttributes.Empty;

    /// <summary>Where the agent stands; null is unknown.</summary>
    public Domain? Domain { get; init; }

    /// <summary>Names of the framework's executors that are there already.</summary>
    public ValueList<string> Executors { get; init; } = [];

    /// <summary>When the agent goes down for maintenance; null when nothing is planned.</summary>
    public Timestamp? Unavailable { get; init; }
}
