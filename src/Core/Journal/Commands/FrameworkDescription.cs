namespace Offers;

/// <summary>Everything that a framework says of itself when it joins or changes.</summary>
public sealed record FrameworkDescription
{
    /// <summary>The roles that it subscribes to, in its order.</summary>
    public required ValueList<string> Roles { get; init; }

    /// <summary>Those of <see cref="Roles"/> that want no offers now; none by default.</summary>
    public ValueList<string> Suppressed { get; init; } = [];

    /// <summary>
    /// What it can handle; <see cref="FrameworkCapabilities.MultiRole"/> by default.
    /// </summary>
    public FrameworkCapabilities Capabilities { get; init; } = FrameworkCapabilities.MultiRole;

    /// <summary>
    /// The least it accepts per role; a role not listed has the cell's minimum.
    /// </summary>
    public ValueList<RoleMinimum> Minimums { get; init; } = [];

    /// <summary>Which agents it wants to hear of; null, the default, is all of them.</summary>
    public OfferConstraints? Constraints { get; init; }
}
