using System.Collections.Generic;

namespace Offers;

/// <summary>All that a framework says of itself when it subscribes. An immutable value.</summary>
public sealed record FrameworkDescription
{
    /// <summary>External name, unique among live frameworks: 1 to 1 024 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Its roles: at least one valid name, none twice.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Those of its roles under which it wants no offers now; none by default.</summary>
    public IReadOnlyList<string> Suppressed { get; init; } = [];

    /// <summary>What it can handle; nothing special by default.</summary>
    public Capabilities Capabilities { get; init; }

    /// <summary>False for one that is known but not connected; true by default.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>
    /// Under these roles, the minimum offers in place of
    /// <see cref="AllocatorOptions.MinimumOffers"/>: any one suffices; an empty list accepts
    /// everything.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ResourceVector>> MinimumOffers { get; init; } =
        new Dictionary<string, IReadOnlyList<ResourceVector>>(System.StringComparer.Ordinal);

    /// <summary>The agents it wants offers of; no constraint by default.</summary>
    public OfferConstraints Constraints { get; init; } = OfferConstraints.None;
}
