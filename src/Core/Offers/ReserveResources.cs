namespace Offers;

/// <summary>Pushes one dynamic reservation onto resources.</summary>
/// <param name="Resources">The resources as they are to be, with the new reservation.</param>
public sealed record ReserveResources(ResourceSet Resources) : OfferOperation;
