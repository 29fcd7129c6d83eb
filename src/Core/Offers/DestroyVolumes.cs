namespace Offers;

/// <summary>Makes reserved disk of persistent volumes; their contents are gone.</summary>
/// <param name="Volumes">The volumes as they are.</param>
public sealed record DestroyVolumes(ResourceSet Volumes) : OfferOperation;
