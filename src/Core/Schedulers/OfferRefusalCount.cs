namespace Offers;

/// <summary>How often offers were given back for one reason.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Detail">Which resource or constraint; empty for other reasons.</param>
/// <param name="Count">How often; 1 or more.</param>
public readonly record struct OfferRefusalCount(
    OfferRefusalReason Reason, string Detail, long Count);
