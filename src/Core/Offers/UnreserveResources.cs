namespace Offers;

/// <summary>Pops one dynamic reservation off resources.</summary>
/// <param name="Resources">The resources as they are, with the reservation.</param>
public sealed record UnreserveResources(ResourceSet Resources) : OfferOperation;
