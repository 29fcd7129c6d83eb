using System;
using System.Collections;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Offers;

/// <summary>
/// What is known about an agent beside its resources, in a given order: <c>rack:r1;n:3</c>. A name
/// may stand twice; the first counts. Immutable, equal by content and order.
/// </summary>
/// <remarks>
/// The text form is Mesos': items separated by semicolons or line ends, each <c>NAME:VALUE</c>;
/// blanks around names and values do not count. A value in brackets is ranges
/// (<c>[1-17,20-30]</c>), a decimal number is a scalar (rounded to thousandths), anything else is
/// text; sets in braces are refused. The JSON form is an object from name to a string (text, or
/// ranges when it begins with a bracket) or a number. JSON keeps everything; the text form cannot
/// tell the text <c>12</c> from the number, nor hold a text with a semicolon.
/// </remarks>
public sealed class AgentAttributes : IReadOnlyList<AgentAttribute>, IEquatable<AgentAttributes>
{
    private const string What = "attributes";

    private readonly AgentAttribute[] _items;

    private AgentAttributes(AgentAttribute[] items) => _items = items;

    /// <summary>Nothing is known.</summary>
    public static AgentAttributes Empty { get; } = new([]);

    /// <summary>Number of attributes, repeated names included.</summary>
    public int Count => _items.Length;

    /// <summary>The attribute at a position, from 0 to <see cref="Count"/> - 1.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public AgentAttribute this[int index] => _items[index];

    /// <summary>Attributes in the order given.</summary>
    /// <exception cref="ArgumentException">
    /// A name is empty, has blanks around it, or holds <c>:</c>, <c>;</c> or a line end.
    /// </exception>
    public static AgentAttributes Of(params IReadOnlyList<AgentAttribute> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (AgentAttribute item in items)
        {
            ArgumentNullException.ThrowIfNull(item.Value, nameof(items));
            if (!IsName(item.Name))
            {
                throw new ArgumentException(
                    $"found attribute name '{item.Name}', expected {NameRule}", nameof(items));
            }
        }

        return items.Count == 0 ? Empty : new AgentAttributes(ToArray(items));
    }

    /// <summary>Reads the text form. O(length).</summary>
    /// <exception cref="FormatException">
    /// The text is malformed; the message says at which character, what was found and what was
    /// expected.
    /// </exception>
    public static AgentAttributes Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<AgentAttribute> items = [];
        int start = 0;
        while (start < text.Length)
        {
            int length = text.AsSpan(start).IndexOfAny(';', '\n');
            length = length < 0 ? text.Length - start : length;
            if (!text.AsSpan(start, length).Trim().IsEmpty)
            {
                items.Add(ItemOf(text.AsSpan(start, length), start));
            }

            start += length + 1;
        }

        return items.Count == 0 ? Empty : new AgentAttributes(ToArray(items));
    }

    /// <summary>Reads the JSON form: an object, or a string that holds the text form.</summary>
    /// <exception cref="FormatException">
    /// It is neither; the message says where, what was found and what was expected.
    /// </exception>
    public static AgentAttributes FromJson(JsonElement json)
    {
        try
        {
            return Read(json);
        }
        catch (InvalidOperationException cause)
        {
            throw JsonShape.NoText(What, cause);
        }
    }

    /// <summary>Finds the first attribute of a name (ordinal). O(count).</summary>
    /// <returns>True and its value; otherwise false.</returns>
    public bool TryFind(string name, out AttributeValue value)
    {
        foreach (AgentAttribute item in _items)
        {
            if (string.Equals(item.Name, name, StringComparison.Ordinal))
            {
                value = item.Value;
                return true;
            }
        }

        value = null!;
        return false;
    }

    /// <summary>Writes the JSON form, an object; <see cref="FromJson"/> reads it back.</summary>
    public void WriteJson(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        foreach (AgentAttribute item in _items)
        {
            writer.WritePropertyName(item.Name);
            if (item.Value.Type == AttributeValueType.Scalar)
            {
                writer.WriteRawValue(item.Value.ToString());
            }
            else
            {
                writer.WriteStringValue(item.Value.ToString());
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>The text form: <c>rack:r1;n:3</c>; the empty text for nothing.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (AgentAttribute item in _items)
        {
            text.Append(text.Length == 0 ? "" : ";").Append(item.Name).Append(':')
                .Append(item.Value);
        }

        return text.ToString();
    }

    /// <summary>The same attributes in the same order.</summary>
    public bool Equals(AgentAttributes? other) =>
        other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AgentAttributes);

    /// <summary>A hash of the content, the same in every process.</summary>
    public override int GetHashCode()
    {
        StableHash hash = default;
        foreach (AgentAttribute item in _items)
        {
            hash.Add(item.Name);
            hash.Add(item.Value.GetHashCode());
        }

        return (int)hash.Value;
    }

    /// <inheritdoc/>
    public IEnumerator<AgentAttribute> GetEnumerator() =>
        ((IEnumerable<AgentAttribute>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static AgentAttribute[] ToArray(IReadOnlyList<AgentAttribute> items) =>
        new List<AgentAttribute>(items).ToArray();

    private static string NameRule => "a name without ':', ';', line ends and blanks around it";

    private static bool IsName(string? name) =>
        !string.IsNullOrEmpty(name) && name.AsSpan().IndexOfAny(":;\n") < 0
        && name.AsSpan().Trim().Length == name.Length;

    private static AgentAttribute ItemOf(ReadOnlySpan<char> item, int start)
    {
        string where = $"{What}, character {start + 1}";
        int colon = item.IndexOf(':');
        if (colon < 0)
        {
            throw JsonShape.Bad(where, $"'{item.Trim()}'", "NAME:VALUE");
        }

        string name = item[..colon].Trim().ToString();
        return IsName(name)
            ? new AgentAttribute(name, AttributeText.Read(item[(colon + 1)..].Trim(), where))
            : throw JsonShape.Bad(where, $"name '{name}'", NameRule);
    }

    private static AgentAttributes Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return Parse(json.GetString()!);
        }

        JsonShape.Expect(json, JsonValueKind.Object, What, "an object or a text NAME:VALUE;...");
        List<AgentAttribute> items = [];
        foreach (JsonProperty property in json.EnumerateObject())
        {
            string name = property.Name;
            if (!IsName(name))
            {
                throw JsonShape.Bad(What, $"name '{name}'", NameRule);
            }

            items.Add(new AgentAttribute(name, ValueOf(property.Value, $"{What}.{name}")));
        }

        return items.Count == 0 ? Empty : new AgentAttributes(ToArray(items));
    }

    private static AttributeValue ValueOf(JsonElement json, string where)
    {
        if (json.ValueKind == JsonValueKind.Number)
        {
            return AttributeText.ReadNumber(json.GetRawText(), where);
        }

        JsonShape.Expect(json, JsonValueKind.String, where, "a text or a number");
        return AttributeText.ReadText(json.GetString()!, where);
    }
}
