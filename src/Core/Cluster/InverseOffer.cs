namespace Offers;

/// <summary>An open inverse offer.</summary>
internal sealed record InverseOffer(OfferKey Key, ClusterFramework Framework)
{
    /// <summary>The task that is to go; null for all that the framework has there.</summary>
    internal string? Task { get; init; }

    internal Timestamp When { get; init; }
}
