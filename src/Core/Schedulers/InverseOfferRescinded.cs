namespace Offers;

/// <summary>The scheduler is no longer asked to leave an agent.</summary>
/// <param name="Offer">Key of the inverse offer.</param>
public sealed record InverseOfferRescinded(OfferKey Offer) : SchedulerEvent;
