using System;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Offers;

/// <summary>
/// Brings the lines of old journals up to date, one version at a time: each step turns the JSON
/// object of a line of one version into one of the next. A step once released never changes.
/// </summary>
/// <param name="oldest">The version that the first step begins with.</param>
/// <param name="steps">The steps, for a header and for any other line.</param>
internal sealed class UpgradeSteps(
    int oldest, params (Action<JsonObject> Header, Action<JsonObject> Entry)[] steps)
{
    /// <summary>The oldest version that is known.</summary>
    internal int Oldest => oldest;

    /// <summary>The version that the last step ends with.</summary>
    internal int Newest => oldest + steps.Length;

    /// <summary>The header of a version as the newest version has it.</summary>
    internal string Header(string line, int version)
    {
        return version == Newest ? line : Apply(line, json =>
        {
            foreach ((Action<JsonObject> step, _) in steps.AsSpan(version - oldest))
            {
                step(json);
            }
        });
    }

    /// <summary>An entry of a version as the newest version has it.</summary>
    internal string Entry(string line, int version)
    {
        return version == Newest ? line : Apply(line, json =>
        {
            foreach ((_, Action<JsonObject> step) in steps.AsSpan(version - oldest))
            {
                step(json);
            }
        });
    }

    private static string Apply(string line, Action<JsonObject> change)
    {
        using JsonDocument document = JsonText.ReadObject(line);
        JsonObject json = [];
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (!json.TryAdd(property.Name, JournalUpgrade.Node(property.Value.GetRawText())))
            {
                throw JsonShape.Bad(property.Name, "it a second time", "each field once");
            }
        }

        change(json);
        return json.ToJsonString();
    }
}
