using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Offers;

/// <summary>A value in a JSON text and where it stands, for errors that say both.</summary>
internal readonly record struct JsonPlace(JsonElement Value, string Path)
{
    internal FormatException Bad(string expected) =>
        new($"{Path}: found {Found()}, expected {expected}");

    /// <summary>
    /// The fields of an object in the order of these names; null for one that is absent or null.
    /// </summary>
    /// <exception cref="FormatException">
    /// It is no object, or has another field or one twice.
    /// </exception>
    internal JsonPlace?[] Fields(params string[] names)
    {
        if (Value.ValueKind != JsonValueKind.Object)
        {
            throw Bad("an object");
        }

        JsonPlace?[] fields = new JsonPlace?[names.Length];
        foreach (JsonProperty property in Value.EnumerateObject())
        {
            int index = IndexOf(property, names);
            if (index < 0 || fields[index] is not null)
            {
                string what = index < 0 ? "unknown field" : "a second";
                string known = names.Length == 0 ? "no field" : string.Join(", ", names);
                throw new FormatException($"{Path}: found {what} '{NameOf(property)}', "
                    + $"expected {known}, each at most once");
            }

            if (property.Value.ValueKind != JsonValueKind.Null)
            {
                fields[index] = new JsonPlace(property.Value, $"{Path}.{names[index]}");
            }
        }

        return fields;
    }

    /// <summary>The elements of an array.</summary>
    /// <exception cref="FormatException">It is no array.</exception>
    internal List<JsonPlace> Elements()
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            throw Bad("an array");
        }

        List<JsonPlace> elements = [];
        foreach (JsonElement element in Value.EnumerateArray())
        {
            elements.Add(new JsonPlace(element, $"{Path}[{elements.Count}]"));
        }

        return elements;
    }

    /// <summary>A text, escapes resolved.</summary>
    /// <exception cref="FormatException">It is no text.</exception>
    internal string Text()
    {
        if (Value.ValueKind != JsonValueKind.String)
        {
            throw Bad("a text");
        }

        try
        {
            return Value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException($"{Path}: found half a character, expected Unicode", e);
        }
    }

    /// <summary>A number in thousandths, rounded, halves up.</summary>
    /// <exception cref="FormatException">It is no number, or none in bounds.</exception>
    internal long Amount() =>
        Value.ValueKind == JsonValueKind.Number
        && DecimalText.Read(Value.GetRawText(), out long thousandths) == DecimalText.Outcome.Read
        && thousandths >= 0
            ? thousandths
            : throw Bad($"a number from 0 to {ResourceVector.MaxAmount / 1000}");

    /// <summary>A number without a point or an exponent.</summary>
    /// <exception cref="FormatException">It is no whole number, or none in bounds.</exception>
    internal long Whole(long least, long most) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt64(out long whole)
        && whole >= least && whole <= most
            ? whole
            : throw Bad($"a whole number from {least} to {most}");

    private static int IndexOf(in JsonProperty property, string[] names)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (property.NameEquals(names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static string NameOf(in JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    private string Found() => Value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.Undefined => "nothing",
        _ => Value.GetRawText(),
    };
}
