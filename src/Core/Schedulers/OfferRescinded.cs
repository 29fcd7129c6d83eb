namespace Offers;

/// <summary>An offer is withdrawn; an answer to it comes too late.</summary>
/// <param name="Offer">Which.</param>
/// <param name="Reason">Why.</param>
public sealed record OfferRescinded(OfferKey Offer, RescindReason Reason) : SchedulerEvent;
