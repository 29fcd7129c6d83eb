namespace Offers;

/// <summary>An open inverse offer.</summary>
internal sealed record InverseOffer(OfferKey Key, ClusterFramework Framework);
