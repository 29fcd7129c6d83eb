using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Reads the fields of one JSON object, each at most once, and in the end refuses what nobody asked
/// for. Every error says which field, what was found and what was expected.
/// </summary>
internal sealed class FieldReader
{
    private readonly List<(string Name, JsonElement Value)> _fields = [];
    private readonly List<string> _asked = [];
    private readonly string _prefix;

    internal FieldReader(JsonElement json, ResourceSchema schema, string where = "")
    {
        string what = where.Length == 0 ? "line" : where;
        JsonShape.Expect(json, JsonValueKind.Object, what, "an object");
        Schema = schema;
        _prefix = where.Length == 0 ? "" : where + ".";
        foreach (JsonProperty property in json.EnumerateObject())
        {
            string name = property.Name;
            if (Find(name) >= 0)
            {
                throw JsonShape.Bad(At(name), "it a second time", "each field once");
            }

            _fields.Add((name, property.Value));
        }
    }

    /// <summary>What the kinds are called.</summary>
    internal ResourceSchema Schema { get; }

    /// <summary>Takes a field that may be missing.</summary>
    internal bool TryTake(string name, out JsonElement value)
    {
        _asked.Add(name);
        int index = Find(name);
        value = index >= 0 ? _fields[index].Value : default;
        return index >= 0;
    }

    /// <summary>Takes a field that must be there.</summary>
    internal JsonElement Take(string name, string expected) =>
        TryTake(name, out JsonElement value)
            ? value
            : throw JsonShape.Bad(At(name), "nothing", expected);

    /// <summary>The path of a field for messages.</summary>
    internal string At(string name) => _prefix + name;

    /// <summary>Takes a name: a text that is not empty.</summary>
    internal string Name(string field)
    {
        const string Expected = "a name";
        return Text(Take(field, Expected), At(field), Expected) is { Length: > 0 } name
            ? name
            : throw JsonShape.Bad(At(field), "an empty text", Expected);
    }

    /// <summary>Takes a name that may be missing.</summary>
    internal string? OptionalName(string field) => Has(field) ? Name(field) : null;

    /// <summary>Takes the name of a role.</summary>
    internal string Role(string field) => CheckedRole(Name(field), At(field));

    /// <summary>Takes the name of a role that may be missing.</summary>
    internal string? OptionalRole(string field) => Has(field) ? Role(field) : null;

    /// <summary>Takes true or false.</summary>
    internal bool Flag(string field, bool otherwise)
    {
        if (!TryTake(field, out JsonElement value))
        {
            return otherwise;
        }

        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw JsonShape.Bad(At(field), JsonShape.NameOf(value), "true or false"),
        };
    }

    /// <summary>Takes one of some words; the first entry of the table when it is missing.</summary>
    internal T Word<T>(string field, ReadOnlySpan<(string Word, T Value)> table) =>
        TryTake(field, out JsonElement value)
            ? WordIn(value, At(field), table)
            : table[0].Value;

    /// <summary>Takes a list of names; empty when it is missing.</summary>
    internal ValueList<string> Names(string field) =>
        TryTake(field, out JsonElement value)
            ? List(value, At(field), "an array of names", static (item, where, _) =>
                Text(item, where, "a name"))
            : [];

    /// <summary>Takes a list of roles; empty when it is missing.</summary>
    internal ValueList<string> Roles(string field) =>
        TryTake(field, out JsonElement value) ? RoleList(value, field) : [];

    /// <summary>Takes a list of roles that must be there.</summary>
    internal ValueList<string> RequiredRoles(string field) =>
        RoleList(Take(field, "an array of roles"), field);

    /// <summary>Whether a field is there; asking for it counts as knowing it.</summary>
    internal bool Has(string field)
    {
        _asked.Add(field);
        return Find(field) >= 0;
    }

    /// <summary>Refuses the fields that nobody has asked for.</summary>
    internal void End()
    {
        foreach ((string name, _) in _fields)
        {
            if (!_asked.Contains(name))
            {
                throw JsonShape.Bad(At(name), "an unknown field", OneOf(_asked));
            }
        }
    }

    /// <summary>Reads one of some words.</summary>
    internal static T WordIn<T>(
        JsonElement json, string where, ReadOnlySpan<(string Word, T Value)> table)
    {
        List<string> words = [];
        foreach ((string word, T value) in table)
        {
            if (json.ValueKind == JsonValueKind.String && json.ValueEquals(word))
            {
                return value;
            }

            words.Add(word);
        }

        throw JsonShape.Bad(where, JsonShape.NameOf(json), OneOf(words));
    }

    internal static string Text(JsonElement json, string where, string expected) =>
        JsonShape.Text(json, where, expected);

    internal static string CheckedRole(string role, string where) =>
        RoleName.Check(role) is string reason
            ? throw new FormatException($"{where}: the role '{role}' {reason}")
            : role;

    /// <summary>Reads every item of an array.</summary>
    internal ValueList<T> List<T>(
        JsonElement json,
        string where,
        string expected,
        Func<JsonElement, string, ResourceSchema, T> item)
    {
        JsonShape.Expect(json, JsonValueKind.Array, where, expected);
        List<T> items = [];
        foreach (JsonElement element in json.EnumerateArray())
        {
            items.Add(item(element, $"{where}[{items.Count}]", Schema));
        }

        return [.. items];
    }

    /// <summary>Reads every member of an object whose names are data, each name once.</summary>
    internal static ValueList<T> Map<T>(
        JsonElement json,
        string where,
        string expected,
        Func<string, JsonElement, string, T> member)
    {
        JsonShape.Expect(json, JsonValueKind.Object, where, expected);
        List<T> items = [];
        List<string> names = [];
        foreach (JsonProperty property in json.EnumerateObject())
        {
            string name = property.Name;
            string inner = $"{where}.{name}";
            if (names.Contains(name))
            {
                throw JsonShape.Bad(inner, "it a second time", "each name once");
            }

            names.Add(name);
            items.Add(member(name, property.Value, inner));
        }

        return [.. items];
    }

    private static string OneOf(List<string> words)
    {
        StringBuilder text = new("one of ");
        for (int i = 0; i < words.Count; i++)
        {
            text.Append(i == 0 ? "'" : ", '").Append(words[i]).Append('\'');
        }

        return text.ToString();
    }

    private ValueList<string> RoleList(JsonElement json, string field) =>
        List(json, At(field), "an array of roles", static (item, where, _) =>
            CheckedRole(Text(item, where, "a role"), where));

    private int Find(string name)
    {
        for (int i = 0; i < _fields.Count; i++)
        {
            if (string.Equals(_fields[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
