namespace Offers;

/// <summary>An open offer in a <see cref="ClusterSnapshot"/>.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Framework">To whom.</param>
/// <param name="Role">In which role.</param>
/// <param name="Agent">Where.</param>
/// <param name="MadeAt">When it was made.</param>
public sealed record ClusterOfferSnapshot(
    OfferKey Key, string Framework, string Role, string Agent, Timestamp MadeAt)
{
    /// <summary>Its id in the allocator; null for an optimistic one.</summary>
    public OfferId? Locked { get; init; }

    /// <summary>What an optimistic one has; null for the others.</summary>
    public ResourceSet? Resources { get; init; }
}
