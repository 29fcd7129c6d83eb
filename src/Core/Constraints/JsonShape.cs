using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Says what is wrong with a JSON value: where, what was found, what was expected.
/// </summary>
internal static class JsonShape
{
    internal static FormatException Bad(string where, string found, string expected) =>
        new($"{where}: found {found}, expected {expected}");

    /// <summary>
    /// Escapes of half a character, as in <c>"\ud800"</c>, are JSON but no text: the reader of the
    /// base library throws this only for them once kinds have been checked.
    /// </summary>
    internal static FormatException NoText(string where, InvalidOperationException cause) =>
        new($"{where}: found half a surrogate pair, expected text", cause);

    /// <summary>Throws unless the value is of the kind.</summary>
    internal static void Expect(
        JsonElement json, JsonValueKind kind, string where, string expected)
    {
        if (json.ValueKind != kind)
        {
            throw Bad(where, NameOf(json), expected);
        }
    }

    /// <summary>
    /// The one property of an object; throws when there is another number of them.
    /// </summary>
    internal static JsonProperty Only(JsonElement json, string where, string expected)
    {
        Expect(json, JsonValueKind.Object, where, expected);
        JsonElement.ObjectEnumerator properties = json.EnumerateObject();
        if (!properties.MoveNext())
        {
            throw Bad(where, "an empty object", expected);
        }

        JsonProperty only = properties.Current;
        return properties.MoveNext()
            ? throw Bad(where, $"'{only.Name}' and '{properties.Current.Name}'", expected)
            : only;
    }

    /// <summary>The value of the one property that an object must have.</summary>
    internal static JsonElement Field(JsonElement json, string name, string where)
    {
        string expected = $"an object with '{name}' alone";
        JsonProperty only = Only(json, where, expected);
        return string.Equals(only.Name, name, StringComparison.Ordinal)
            ? only.Value
            : throw Bad(where, $"'{only.Name}'", expected);
    }

    /// <summary>The text of a value that must be one.</summary>
    internal static string Text(JsonElement json, string where, string expected)
    {
        Expect(json, JsonValueKind.String, where, expected);
        return json.GetString()!;
    }

    internal static string NameOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"the text '{json.GetString()}'",
        JsonValueKind.Number => $"the number {json.GetRawText()}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        _ => "nothing",
    };
}
