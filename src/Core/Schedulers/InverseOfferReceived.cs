namespace Offers;

/// <summary>The scheduler is asked to leave an agent.</summary>
/// <param name="Offer">Key of the inverse offer.</param>
/// <param name="Agent">Which agent.</param>
/// <param name="Unavailable">When the agent, or what the framework has there, is taken.</param>
public sealed record InverseOfferReceived(OfferKey Offer, string Agent, Timestamp Unavailable)
    : SchedulerEvent
{
    /// <summary>
    /// The one task that is to go; null, the default, is all that the framework has there.
    /// </summary>
    public string? Task { get; init; }
}
