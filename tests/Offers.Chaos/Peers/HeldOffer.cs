namespace Offers.Chaos;

/// <summary>An offer in the hands of a scheduler.</summary>
internal sealed record HeldOffer(
    OfferKey Key, string Agent, string Role, ResourceSet Resources, Timestamp Since);
