namespace Offers;

/// <summary>
/// An open offer. It locks what it has in the allocator, or, optimistic, only says what was free.
/// Rows are kept and used again.
/// </summary>
internal sealed class OpenOffer
{
    internal OfferLinks ByAge;
    internal OfferLinks OfAgent;
    internal OfferLinks OfFramework;

    internal OfferKey Key { get; set; }

    internal ClusterFramework Framework { get; set; } = null!;

    internal ClusterAgent Agent { get; set; } = null!;

    internal RoleId Role { get; set; }

    /// <summary>Its row in the allocator; -1 for an optimistic one.</summary>
    internal int Row { get; set; }

    /// <summary>What an optimistic one has; null for the others.</summary>
    internal ResourceSet? Resources { get; set; }

    internal Timestamp MadeAt { get; set; }
}
