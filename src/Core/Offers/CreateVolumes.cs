namespace Offers;

/// <summary>Makes persistent volumes of reserved disk.</summary>
/// <param name="Volumes">The volumes as they are to be.</param>
public sealed record CreateVolumes(ResourceSet Volumes) : OfferOperation;
