using System;

namespace Offers;

/// <summary>An agent joins.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Resources">All it has.</param>
public sealed record AddAgent(string Id, ResourceSet Resources) : Command
{
    /// <summary>What it says of itself for offer constraints; nothing by default.</summary>
    public AgentAttributes Attributes { get; init; } = AgentAttributes.Empty;

    /// <summary>Its host's name; null, the default, means <see cref="Id"/>.</summary>
    public string? Hostname { get; init; }

    /// <summary>What it can handle; everything by default.</summary>
    public AgentCapabilities Capabilities { get; init; } = AgentCapabilities.All;

    /// <summary>Where it stands; null, the default, is unknown.</summary>
    public Domain? Domain { get; init; }

    /// <summary>What is in use on it already; nothing by default.</summary>
    public ValueList<UsedResources> Used { get; init; } = [];

    /// <summary>
    /// How long from now its maintenance begins; null, the default, is no maintenance.
    /// </summary>
    public TimeSpan? UnavailabilityStart { get; init; }
}
