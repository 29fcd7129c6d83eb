namespace Offers;

/// <summary>A framework in one role in an <see cref="AllocatorSnapshot"/>.</summary>
/// <param name="Framework">The framework's name.</param>
/// <param name="Role">The role.</param>
public sealed record SubscriptionSnapshot(string Framework, string Role)
{
    /// <summary>Whether it is subscribed; otherwise it only has something there still.</summary>
    public bool IsSubscribed { get; init; } = true;

    /// <summary>Whether it wants no offers in this role.</summary>
    public bool IsSuppressed { get; init; }

    /// <summary>
    /// Whether it has left the role and only its filters have stayed: it is not of the role, but
    /// finds them again when it comes back.
    /// </summary>
    public bool IsForgotten { get; init; }

    /// <summary>Offers made to it in this role, which decide ties; 0 or more.</summary>
    public long Grants { get; init; }

    /// <summary>When it was made the last offer in this role; null when never.</summary>
    public Timestamp? LastOfferAt { get; init; }

    /// <summary>Minimum offers of its own; null for those of the options.</summary>
    public ValueList<ResourceVector>? Minimums { get; init; }
}
