namespace Offers;

/// <summary>A role in an <see cref="AllocatorSnapshot"/>.</summary>
/// <param name="Name">Its path.</param>
public sealed record RoleSnapshot(string Name)
{
    /// <summary>Its weight in thousandths.</summary>
    public long Weight { get; init; } = Offers.Weight.One;

    /// <summary>Offers made in it and below, which decide ties; 0 or more.</summary>
    public long Grants { get; init; }

    /// <summary>
    /// The same for its own frameworks, while there are some and others below; otherwise 0.
    /// </summary>
    public long OwnGrants { get; init; }

    /// <summary>What is guaranteed to it; nothing by default.</summary>
    public ResourceVector Guarantees { get; init; }

    /// <summary>What it is limited to; nothing is limited by default.</summary>
    public ResourceLimits Limits { get; init; }
}
