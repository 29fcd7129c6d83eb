namespace Offers;

/// <summary>An operator, or the host, takes open offers back.</summary>
/// <param name="Offers">Which; keys of closed ones are passed over.</param>
public sealed record RescindOffers(ValueList<OfferKey> Offers) : ClusterCommand;
