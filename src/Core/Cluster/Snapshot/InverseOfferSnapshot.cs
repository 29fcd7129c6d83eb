namespace Offers;

/// <summary>An open inverse offer in a <see cref="ClusterSnapshot"/>.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Framework">Who is asked.</param>
/// <param name="Task">The task that is to go; null for all it has there.</param>
/// <param name="When">When what it has there is taken.</param>
public sealed record InverseOfferSnapshot(
    OfferKey Key, string Framework, string? Task, Timestamp When);
