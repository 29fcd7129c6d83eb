namespace Offers.Chaos;

/// <summary>An open offer as the outside sees it.</summary>
internal sealed record OpenOffer(
    OfferKey Key, string Framework, string Agent, string Role, ResourceSet Resources);
