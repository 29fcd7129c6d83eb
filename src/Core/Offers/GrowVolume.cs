namespace Offers;

/// <summary>Adds free disk to a persistent volume.</summary>
/// <param name="Volume">The volume as it is.</param>
/// <param name="Addition">Disk of the same reservations and source; more than nothing.</param>
public sealed record GrowVolume(ResourceSet Volume, ResourceSet Addition) : OfferOperation;
