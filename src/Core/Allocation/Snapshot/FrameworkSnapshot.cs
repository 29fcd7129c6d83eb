namespace Offers;

/// <summary>A framework in an <see cref="AllocatorSnapshot"/>.</summary>
/// <param name="Name">Its external name.</param>
/// <param name="Id">Its id, which survives.</param>
public sealed record FrameworkSnapshot(string Name, FrameworkId Id)
{
    /// <summary>What it can do.</summary>
    public FrameworkCapabilities Capabilities { get; init; }

    /// <summary>Whether it gets offers at all.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Which agents it wants; null for any.</summary>
    public OfferConstraints? Constraints { get; init; }
}
