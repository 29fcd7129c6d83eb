namespace Offers;

/// <summary>Takes disk off a persistent volume.</summary>
/// <param name="Volume">The volume as it is.</param>
/// <param name="Amount">
/// How much, in thousandths of a MB; more than 0 and less than the volume has.
/// </param>
public sealed record ShrinkVolume(ResourceSet Volume, long Amount) : OfferOperation;
