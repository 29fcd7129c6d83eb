using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// What of an agent a constraint looks at: an attribute by name, or its host name, region or zone.
/// </summary>
public sealed record ConstraintSelector
{
    private const string Expected =
        "{\"attribute_name\": NAME} or {\"pseudoattribute_type\": HOSTNAME, REGION or ZONE}";

    private ConstraintSelector(ConstraintSelectorKind kind, string name)
    {
        Kind = kind;
        Name = name;
    }

    /// <summary>The agent's host name.</summary>
    public static ConstraintSelector Hostname { get; } =
        new(ConstraintSelectorKind.Hostname, "");

    /// <summary>The region of the agent's domain.</summary>
    public static ConstraintSelector Region { get; } = new(ConstraintSelectorKind.Region, "");

    /// <summary>The zone of the agent's domain.</summary>
    public static ConstraintSelector Zone { get; } = new(ConstraintSelectorKind.Zone, "");

    /// <summary>Which of these it is.</summary>
    public ConstraintSelectorKind Kind { get; }

    /// <summary>The attribute's name; empty for host name, region and zone.</summary>
    public string Name { get; }

    /// <summary>The first attribute of a name (ordinal).</summary>
    /// <param name="name">Not empty.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ConstraintSelector Attribute(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ConstraintSelector(ConstraintSelectorKind.Attribute, name);
    }

    /// <summary>
    /// The attribute's name in quotes, or <c>hostname</c>, <c>region</c>, <c>zone</c>.
    /// </summary>
    public override string ToString() => Kind switch
    {
        ConstraintSelectorKind.Hostname => "hostname",
        ConstraintSelectorKind.Region => "region",
        ConstraintSelectorKind.Zone => "zone",
        _ => $"'{Name}'",
    };

    internal static ConstraintSelector FromJson(JsonElement json, string where)
    {
        JsonProperty only = JsonShape.Only(json, where, Expected);
        string text = JsonShape.Text(only.Value, $"{where}.{only.Name}", "a text");
        return (only.Name, text) switch
        {
            ("attribute_name", "") => throw JsonShape.Bad(where, "an empty name", "a name"),
            ("attribute_name", _) => Attribute(text),
            ("pseudoattribute_type", "HOSTNAME") => Hostname,
            ("pseudoattribute_type", "REGION") => Region,
            ("pseudoattribute_type", "ZONE") => Zone,
            _ => throw JsonShape.Bad(where, $"'{only.Name}' of '{text}'", Expected),
        };
    }

    internal void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Kind == ConstraintSelectorKind.Attribute)
        {
            writer.WriteString("attribute_name", Name);
        }
        else
        {
            writer.WriteString("pseudoattribute_type", Kind switch
            {
                ConstraintSelectorKind.Hostname => "HOSTNAME",
                ConstraintSelectorKind.Region => "REGION",
                _ => "ZONE",
            });
        }

        writer.WriteEndObject();
    }
}
