using System;

namespace Offers;

/// <summary>A place where a task runs or could run, as constraints look at it.</summary>
/// <param name="Hostname">The host's name.</param>
public sealed record PlacementSite(string Hostname)
{
    /// <summary>The field that is the host's name.</summary>
    public const string HostnameField = "hostname";

    /// <summary>The field that is the region of <see cref="Domain"/>.</summary>
    public const string RegionField = "@region";

    /// <summary>The field that is the zone of <see cref="Domain"/>.</summary>
    public const string ZoneField = "@zone";

    /// <summary>What the agent says of itself; nothing by default.</summary>
    public AgentAttributes Attributes { get; init; } = AgentAttributes.Empty;

    /// <summary>Where the agent stands; null, the default, is unknown.</summary>
    public Domain? Domain { get; init; }

    /// <summary>
    /// The text of a field: <c>hostname</c>, <c>@region</c>, <c>@zone</c>, or an attribute by its
    /// name. Null when the place has none. Zones are told apart by their name alone.
    /// </summary>
    public string? ValueOf(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field switch
        {
            HostnameField => Hostname,
            RegionField => Domain?.Region,
            ZoneField => Domain?.Zone,
            _ => Attributes.TryFind(field, out AttributeValue value) ? value.ToString() : null,
        };
    }
}
