namespace Offers;

/// <summary>
/// Optimistic offers: others have used resources of the offer first. What was to run on them is
/// dropped; this remains of the offer and is the scheduler's no longer.
/// </summary>
/// <param name="Offer">Which.</param>
/// <param name="Remaining">What of it nobody has used.</param>
public sealed record OfferConflicted(OfferKey Offer, ResourceSet Remaining) : SchedulerEvent;
