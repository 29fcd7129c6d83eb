using System.Collections.Generic;

namespace Offers;

/// <summary>All that an agent says of itself when it joins. An immutable value.</summary>
public sealed record AgentDescription
{
    /// <summary>External name, unique among live agents: 1 to 1 024 characters.</summary>
    public required string Name { get; init; }

    /// <summary>All its resources; may be nothing.</summary>
    public required ResourceSet Total { get; init; }

    /// <summary>The name in the whitelist; null, the default, means <see cref="Name"/>.</summary>
    public string? Hostname { get; init; }

    /// <summary>What offer constraints look at; none by default.</summary>
    public AgentAttributes Attributes { get; init; } = AgentAttributes.Empty;

    /// <summary>Region and zone; null, the default, means those of the master.</summary>
    public Domain? Domain { get; init; }

    /// <summary>What it can handle; everything by default.</summary>
    public AgentCapabilities Capabilities { get; init; } = AgentCapabilities.All;

    /// <summary>
    /// What frameworks hold there already (after a failover); nothing by default. It may exceed the
    /// total.
    /// </summary>
    public IReadOnlyList<ReportedUse> Used { get; init; } = [];

    /// <summary>When its maintenance begins; null, the default, when none is planned.</summary>
    public Timestamp? UnavailableFrom { get; init; }
}
