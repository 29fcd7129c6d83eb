using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// The names and units of all resource kinds of one cell. Append-only: a kind keeps its index for
/// ever, so that vectors made before a kind was added stay valid (the new kind is zero in them).
/// There is no fixed limit on the number of kinds; storage grows in strides of
/// <see cref="LanesPerStride"/>.
/// </summary>
/// <remarks>Not thread-safe: it belongs to the thread that owns the allocator.</remarks>
public sealed class ResourceSchema
{
    /// <summary>
    /// Kinds that one stride of a vector holds: eight lanes of 64 bits, one cache line.
    /// </summary>
    public const int LanesPerStride = 8;

    private readonly List<string> _names = [];
    private readonly List<string> _units = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    /// <summary>Number of kinds; at least 0.</summary>
    public int Count => _names.Count;

    /// <summary>Strides that a vector with every kind of this schema needs; at least 1.</summary>
    public int Strides => Math.Max(1, (Count + LanesPerStride - 1) / LanesPerStride);

    /// <summary>
    /// A schema with the kinds that Mesos knows as scalars: <c>cpus</c>, <c>mem</c> (MB, 2^20
    /// bytes), <c>disk</c> (MB) and <c>gpus</c>, in this order. More may be added.
    /// </summary>
    public static ResourceSchema CreateStandard()
    {
        ResourceSchema schema = new();
        schema.Add("cpus", "cpu");
        schema.Add("mem", "MB");
        schema.Add("disk", "MB");
        schema.Add("gpus", "gpu");
        return schema;
    }

    /// <summary>Adds a kind, or returns the one that already has the name.</summary>
    /// <param name="name">Not empty; letters, digits, <c>_</c>, <c>-</c> and <c>.</c> only.</param>
    /// <param name="unit">What one whole unit is, for people: "cpu", "MB". May be empty.</param>
    /// <returns>
    /// The kind; the same one for the same name. A later unit for a known name is ignored.
    /// </returns>
    /// <exception cref="ArgumentException">The name is empty or has another character.</exception>
    public ResourceKind Add(string name, string unit)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(unit);
        if (_indexes.TryGetValue(name, out int known))
        {
            return new ResourceKind(known);
        }

        if (!IsName(name))
        {
            throw new ArgumentException(
                $"found resource name '{name}', expected letters, digits, '_', '-' or '.'",
                nameof(name));
        }

        _indexes.Add(name, _names.Count);
        _names.Add(name);
        _units.Add(unit);
        return new ResourceKind(_names.Count - 1);
    }

    /// <summary>Looks a kind up by its exact name (ordinal).</summary>
    /// <returns>True when the name is known; otherwise false and the default kind.</returns>
    public bool TryFind(string name, out ResourceKind kind)
    {
        bool found = _indexes.TryGetValue(name, out int index);
        kind = new ResourceKind(index);
        return found;
    }

    /// <summary>The name of a kind of this schema.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not of this schema.</exception>
    public string NameOf(ResourceKind kind) => _names[kind.Index];

    /// <summary>The unit of a kind of this schema, for people; may be empty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not of this schema.</exception>
    public string UnitOf(ResourceKind kind) => _units[kind.Index];

    /// <summary>Adds the kinds of a snapshot, unless they are there in the same order.</summary>
    /// <exception cref="FormatException">Another kind is in the place of one.</exception>
    internal void Load(ValueList<KindSnapshot> kinds)
    {
        for (int i = 0; i < Math.Min(Count, kinds.Count); i++)
        {
            if (!string.Equals(kinds[i].Name, _names[i], StringComparison.Ordinal))
            {
                throw JsonShape.Bad(
                    $"kinds[{i}]", $"'{kinds[i].Name}'", $"'{_names[i]}' as in the schema");
            }
        }

        foreach ((string name, string unit) in kinds.AsSpan())
        {
            Add(name, unit);
        }
    }

    /// <summary>Forgets the kinds that were added last, as if they had never been.</summary>
    internal void CutTo(int count)
    {
        for (int i = count; i < _names.Count; i++)
        {
            _indexes.Remove(_names[i]);
        }

        _names.RemoveRange(count, _names.Count - count);
        _units.RemoveRange(count, _units.Count - count);
    }

    internal static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.'))
            {
                return false;
            }
        }

        return !name.IsEmpty;
    }
}
