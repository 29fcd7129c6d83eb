using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Which agents a framework wants to hear of, role by role (MESOS-10161): for each role a list of
/// groups, of which one must hold; a group holds when all its constraints do. Roles that are not
/// listed take every agent. Plain values, immutable, equal by content.
/// </summary>
public sealed class OfferConstraints : IEquatable<OfferConstraints>
{
    private const string What = "offer_constraints";

    private readonly string[] _roles;
    private readonly AttributeConstraint[][][] _groups;

    /// <summary>Copies groups by role; roles are kept in ordinal order.</summary>
    /// <exception cref="ArgumentException">
    /// A role has no group, or a group no constraint: what they would mean is anybody's guess.
    /// </exception>
    public OfferConstraints(
        IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<AttributeConstraint>>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        _roles = new List<string>(groups.Keys).ToArray();
        Array.Sort(_roles, StringComparer.Ordinal);
        _groups = new AttributeConstraint[_roles.Length][][];
        for (int i = 0; i < _roles.Length; i++)
        {
            IReadOnlyList<IReadOnlyList<AttributeConstraint>> list = groups[_roles[i]];
            _groups[i] = new AttributeConstraint[list.Count][];
            bool isEmpty = list.Count == 0;
            for (int g = 0; g < list.Count; g++)
            {
                _groups[i][g] = new List<AttributeConstraint>(list[g]).ToArray();
                isEmpty |= list[g].Count == 0;
            }

            if (isEmpty)
            {
                throw new ArgumentException(
                    $"role '{_roles[i]}': expected one group or more, each with one constraint or "
                    + "more", nameof(groups));
            }
        }
    }

    /// <summary>No role is constrained.</summary>
    public static OfferConstraints None { get; } =
        new(new Dictionary<string, IReadOnlyList<IReadOnlyList<AttributeConstraint>>>(
            StringComparer.Ordinal));

    /// <summary>The constrained roles in ordinal order.</summary>
    public IReadOnlyList<string> Roles => _roles;

    /// <summary>The groups of a role in the order given; none when it is not constrained.</summary>
    public IReadOnlyList<IReadOnlyList<AttributeConstraint>> GroupsOf(string role)
    {
        int index = Array.BinarySearch(_roles, role, StringComparer.Ordinal);
        return index >= 0 ? _groups[index] : [];
    }

    /// <summary>
    /// Reads <c>{"role_constraints": {ROLE: {"groups": [{"attribute_constraints": [...]}]}}}</c>;
    /// the empty object is <see cref="None"/>. Unknown fields are refused.
    /// </summary>
    /// <exception cref="FormatException">
    /// It has another shape, a role stands twice, a list of groups or a group is empty; the message
    /// says where, what was found and what was expected.
    /// </exception>
    public static OfferConstraints FromJson(JsonElement json)
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

    /// <summary>Writes the JSON form; <see cref="FromJson"/> reads it back.</summary>
    public void WriteJson(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteStartObject("role_constraints");
        for (int i = 0; i < _roles.Length; i++)
        {
            writer.WriteStartObject(_roles[i]);
            WriteGroups(writer, _groups[i]);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The JSON form on one line.</summary>
    public override string ToString()
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter writer = new(bytes);
        WriteJson(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>The same roles with the same groups in the same order.</summary>
    public bool Equals(OfferConstraints? other)
    {
        if (other is null || !_roles.AsSpan().SequenceEqual(other._roles))
        {
            return false;
        }

        for (int i = 0; i < _groups.Length; i++)
        {
            if (!AreEqual(_groups[i], other._groups[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OfferConstraints);

    /// <summary>A hash of the content, the same in every process.</summary>
    public override int GetHashCode() => (int)StableHash.Of(ToString());

    private static bool AreEqual(AttributeConstraint[][] left, AttributeConstraint[][] right)
    {
        bool areEqual = left.Length == right.Length;
        for (int g = 0; areEqual && g < left.Length; g++)
        {
            areEqual = left[g].AsSpan().SequenceEqual(right[g]);
        }

        return areEqual;
    }

    private static OfferConstraints Read(JsonElement json)
    {
        const string Expected = "an object with 'role_constraints' alone";
        JsonShape.Expect(json, JsonValueKind.Object, What, Expected);
        JsonElement.ObjectEnumerator properties = json.EnumerateObject();
        if (!properties.MoveNext())
        {
            return None;
        }

        JsonElement roles = JsonShape.Field(json, "role_constraints", What);
        string where = $"{What}.role_constraints";
        JsonShape.Expect(roles, JsonValueKind.Object, where, "an object from role to groups");
        Dictionary<string, IReadOnlyList<IReadOnlyList<AttributeConstraint>>> groups = new(
            StringComparer.Ordinal);
        foreach (JsonProperty role in roles.EnumerateObject())
        {
            string inner = $"{where}.{role.Name}";
            JsonElement list = JsonShape.Field(role.Value, "groups", inner);
            if (!groups.TryAdd(role.Name, GroupsIn(list, $"{inner}.groups")))
            {
                throw JsonShape.Bad(where, $"'{role.Name}' a second time", "each role once");
            }
        }

        return new OfferConstraints(groups);
    }

    private static List<IReadOnlyList<AttributeConstraint>> GroupsIn(
        JsonElement json, string where)
    {
        ExpectItems(json, where, "an array of one group or more");
        List<IReadOnlyList<AttributeConstraint>> groups = [];
        foreach (JsonElement item in json.EnumerateArray())
        {
            string inner = $"{where}[{groups.Count}]";
            JsonElement list = JsonShape.Field(item, "attribute_constraints", inner);
            groups.Add(ConstraintsIn(list, $"{inner}.attribute_constraints"));
        }

        return groups;
    }

    private static List<AttributeConstraint> ConstraintsIn(JsonElement json, string where)
    {
        ExpectItems(json, where, "an array of one constraint or more");
        List<AttributeConstraint> constraints = [];
        foreach (JsonElement item in json.EnumerateArray())
        {
            constraints.Add(AttributeConstraint.FromJson(item, $"{where}[{constraints.Count}]"));
        }

        return constraints;
    }

    private static void ExpectItems(JsonElement json, string where, string expected)
    {
        JsonShape.Expect(json, JsonValueKind.Array, where, expected);
        if (json.GetArrayLength() == 0)
        {
            throw JsonShape.Bad(where, "an empty array", expected);
        }
    }

    private static void WriteGroups(Utf8JsonWriter writer, AttributeConstraint[][] groups)
    {
        writer.WriteStartArray("groups");
        foreach (AttributeConstraint[] group in groups)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("attribute_constraints");
            foreach (AttributeConstraint constraint in group)
            {
                constraint.WriteJson(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
