using System;

namespace Offers;

/// <summary>
/// Resources of all sorts: plain scalars, and items that are reserved, revocable, shared, disks,
/// ranges or sets. An immutable value.
/// </summary>
/// <remarks>
/// Sets that are combined have one schema. Operations are linear in the number of kinds and of
/// items.
/// </remarks>
public sealed partial class ResourceSet : IEquatable<ResourceSet>
{
    /// <summary>Nobody changes the bag of a set.</summary>
    private static readonly ItemBag NothingMarked = new();

    private readonly ResourceVector _plain;

    internal ResourceSet(ResourceSchema? schema, in ResourceVector plain, ItemBag? marked)
    {
        Schema = schema;
        _plain = plain;
        Marked = marked ?? NothingMarked;
        Quantities = Sum();
    }

    /// <summary>Nothing.</summary>
    public static ResourceSet Empty { get; } = new(null, default, null);

    /// <summary>The plain scalars: all that has no mark.</summary>
    public ref readonly ResourceVector Plain => ref _plain;

    /// <summary>True when there is nothing.</summary>
    public bool IsEmpty => Marked.IsEmpty && _plain.IsZero;

    /// <summary>
    /// The scalars by kind, whatever their marks; a shared item once, whatever the copies.
    /// </summary>
    public ResourceVector Quantities { get; }

    /// <summary>All that is not plain. Never changed.</summary>
    internal ItemBag Marked { get; }

    /// <summary>What the kinds are called; null only when there is nothing.</summary>
    internal ResourceSchema? Schema { get; }

    /// <summary>Plain scalars of a schema.</summary>
    /// <exception cref="ArgumentException">A kind is not of the schema.</exception>
    public static ResourceSet Of(ResourceSchema schema, in ResourceVector plain)
    {
        ArgumentNullException.ThrowIfNull(schema);
        for (int i = schema.Count; i < plain.LaneCount; i++)
        {
            if (plain.Lane(i) != 0)
            {
                throw new ArgumentException(
                    $"found an amount of kind {i}, expected kinds below {schema.Count}",
                    nameof(plain));
            }
        }

        return new ResourceSet(schema, plain, null);
    }

    /// <summary>Plain scalars and a copy of a bag of other items.</summary>
    /// <exception cref="OverflowException">
    /// A sum exceeds <see cref="ResourceVector.MaxAmount"/>.
    /// </exception>
    internal static ResourceSet From(
        ResourceSchema schema, in ResourceVector plain, ItemBag? marked) =>
        new(schema, plain, marked is null ? null : Copy(marked));

    /// <summary>
    /// Reads items separated by semicolons, each <see cref="ResourceIdentity.Text"/>, a colon and a
    /// value: <c>cpus:4;ports:[31000-32000];zones:{a,b};cpus(role):2;cpus{REV}:2</c>.
    /// </summary>
    /// <remarks>
    /// Blanks around items, names, fields and values do not count. A scalar is a decimal number,
    /// rounded to thousandths; after the size of an item that does not split or is shared the
    /// number of copies may stand, <c>&lt;3&gt;</c>. <c>(*)</c> is no reservation. Items that merge
    /// are added up, zeros and empty ranges and sets vanish. Names that the schema lacks are added
    /// to it, unless the text is refused.
    /// </remarks>
    /// <exception cref="FormatException">
    /// The text is malformed or breaks a rule; the message says at which character, what was found
    /// and what was expected.
    /// </exception>
    /// <exception cref="OverflowException">
    /// A sum exceeds <see cref="ResourceVector.MaxAmount"/>.
    /// </exception>
    public static ResourceSet Parse(ResourceSchema schema, string text)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return ItemBuilder.Build(schema, ItemText.Read(text));
    }

    /// <summary>As <see cref="Parse"/>, with what is wrong in words instead of thrown.</summary>
    /// <returns>True and the resources, or false, <see cref="Empty"/> and the error.</returns>
    public static bool TryParse(
        ResourceSchema schema, string text, out ResourceSet resources, out string error)
    {
        try
        {
            resources = Parse(schema, text);
            error = "";
            return true;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            resources = Empty;
            error = e.Message;
            return false;
        }
    }

    /// <summary>The sum; items that do not merge stand side by side.</summary>
    /// <exception cref="OverflowException">
    /// A sum exceeds <see cref="ResourceVector.MaxAmount"/>.
    /// </exception>
    public static ResourceSet operator +(ResourceSet left, ResourceSet right)
    {
        ThrowIfMixed(left, right);
        ResourceVector plain = left._plain + right._plain;
        return new ResourceSet(left.Schema ?? right.Schema, plain, Joined(left, right));
    }

    /// <summary>
    /// The difference: amounts stop at zero, and what is not there cannot be taken. An item that
    /// does not split is taken by one of exactly its size, or not at all.
    /// </summary>
    public static ResourceSet operator -(ResourceSet left, ResourceSet right)
    {
        ThrowIfMixed(left, right);
        ItemBag marked = left.Marked;
        if (!marked.IsEmpty && !right.Marked.IsEmpty)
        {
            marked = Copy(marked);
            marked.Subtract(right.Marked);
        }

        return new ResourceSet(left.Schema, left._plain - right._plain, marked);
    }

    /// <summary>True when all of the other is here, item by item.</summary>
    public bool Contains(ResourceSet other)
    {
        ThrowIfMixed(this, other);
        return other._plain.Fits(_plain) && Marked.Contains(other.Marked);
    }

    /// <summary>True when both hold the same items.</summary>
    public bool Equals(ResourceSet? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _plain == other._plain && Marked.Equals(other.Marked));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ResourceSet);

    /// <summary>A hash of the content, the same in every process.</summary>
    public override int GetHashCode()
    {
        StableHash hash = default;
        hash.Add(_plain.GetHashCode());
        Marked.AddTo(ref hash);
        return (int)hash.Value;
    }

    /// <summary>
    /// The canonical text, which <see cref="Parse"/> reads back to the same resources: the items'
    /// texts in the order of their UTF-8 bytes, joined by semicolons; empty for nothing.
    /// </summary>
    public override string ToString() => string.Join(';', Items());

    private static void ThrowIfMixed(ResourceSet left, ResourceSet right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Schema is not null && right.Schema is not null && left.Schema != right.Schema)
        {
            throw new ArgumentException(
                "found resources of two schemas, expected them to be of one", nameof(right));
        }
    }

    private static ItemBag Copy(ItemBag bag)
    {
        ItemBag copy = new();
        copy.CopyFrom(bag);
        return copy;
    }

    private static ItemBag Joined(ResourceSet left, ResourceSet right)
    {
        if (left.Marked.IsEmpty || right.Marked.IsEmpty)
        {
            return left.Marked.IsEmpty ? right.Marked : left.Marked;
        }

        ItemBag sum = Copy(left.Marked);
        sum.Add(right.Marked);
        return sum;
    }

    private ResourceVector Sum()
    {
        if (Marked.IsEmpty)
        {
            return _plain;
        }

        long[] lanes = new long[Math.Max(_plain.LaneCount, Marked.LaneCount)];
        _plain.CopyTo(lanes);
        foreach (ref readonly ItemSegment item in Marked.Items)
        {
            ref long lane = ref lanes[item.Id.Kind.Index];
            lane += item.Id.ValueType == ResourceValueType.Scalar ? ItemBag.QuantityOf(item) : 0;
            if (lane > ResourceVector.MaxAmount)
            {
                throw new OverflowException($"{item.Id.Name}: the sum of all items exceeds "
                    + $"{ResourceVector.MaxAmount} thousandths, the largest amount");
            }
        }

        return ResourceVector.FromLanes(lanes);
    }
}
