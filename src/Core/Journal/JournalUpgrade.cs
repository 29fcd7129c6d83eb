using System;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Offers;

/// <summary>
/// Brings the lines of old journals up to date, one version at a time: step n turns the JSON object
/// of a line of version n into one of version n + 1. A step once released never changes.
/// </summary>
internal static class JournalUpgrade
{
    private static readonly (Action<JsonObject> Header, Action<JsonObject> Entry)[] Steps =
    [
        (JournalVersion0.UpgradeHeader, JournalVersion0.UpgradeEntry),
    ];

    /// <summary>The header of a version as the newest version has it.</summary>
    internal static string Header(string line, int version)
    {
        return version == Steps.Length ? line : Apply(line, json =>
        {
            foreach ((Action<JsonObject> step, _) in Steps.AsSpan(version))
            {
                step(json);
            }
        });
    }

    /// <summary>An entry of a version as the newest version has it.</summary>
    internal static string Entry(string line, int version)
    {
        return version == Steps.Length ? line : Apply(line, json =>
        {
            foreach ((_, Action<JsonObject> step) in Steps.AsSpan(version))
            {
                step(json);
            }
        });
    }

    /// <summary>Gives a member another name at the same place; does nothing without it.</summary>
    internal static void Rename(JsonObject json, string from, string to)
    {
        int index = json.IndexOf(from);
        if (index < 0)
        {
            return;
        }

        System.Text.Json.Nodes.JsonNode? value = json[from];
        json.RemoveAt(index);
        if (!json.TryAdd(to, value))
        {
            throw JsonShape.Bad(from, $"'{to}' as well", "one of the two");
        }
    }

    /// <summary>A node with the text of a JSON value, numbers digit by digit.</summary>
    internal static System.Text.Json.Nodes.JsonNode? Node(string json) =>
        System.Text.Json.Nodes.JsonNode.Parse(json);

    private static string Apply(string line, Action<JsonObject> steps)
    {
        using JsonDocument document = JsonText.ReadObject(line);
        JsonObject json = [];
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (!json.TryAdd(property.Name, Node(property.Value.GetRawText())))
            {
                throw JsonShape.Bad(property.Name, "it a second time", "each field once");
            }
        }

        steps(json);
        return json.ToJsonString();
    }
}
