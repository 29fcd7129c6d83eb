using System;
using System.Collections.Generic;
using System.Numerics;

namespace Offers;

/// <summary>
/// Resource items of all sorts, as a sorted list of segments that is changed in place. Its arrays
/// grow and are kept: a bag that has been as full before allocates nothing.
/// </summary>
/// <remarks>
/// Invariants: (1) segments are in the order of their identities, then of <c>Low</c>; (2) a scalar
/// that can be split and a member of a set have one segment, a counted item one for each size;
/// (3) no amount and no number of copies is zero or less; (4) the intervals of one identity neither
/// overlap nor touch; (5) a scalar, and size times copies of an atomic item, are at most
/// <see cref="ResourceVector.MaxAmount"/>, and so is any number of copies. Operations are one walk
/// over the segments of both sides; each is complete or, when it throws, has changed nothing.
/// </remarks>
internal sealed partial class ItemBag
{
    private ItemSegment[] _items = [];
    private ItemSegment[] _spare = [];
    private int _written;

    /// <summary>Number of segments.</summary>
    internal int Count { get; private set; }

    internal bool IsEmpty => Count == 0;

    internal ref readonly ItemSegment this[int index] => ref Items[index];

    internal ReadOnlySpan<ItemSegment> Items => _items.AsSpan(0, Count);

    /// <summary>Lanes that the kinds of all items need.</summary>
    internal int LaneCount
    {
        get
        {
            int count = 0;
            foreach (ref readonly ItemSegment item in Items)
            {
                count = Math.Max(count, item.Id.Kind.Index + 1);
            }

            return count;
        }
    }

    internal void Clear() => Count = 0;

    /// <summary>
    /// Makes room for so many segments in advance, for sums and differences, too.
    /// </summary>
    internal void EnsureRoom(int segments)
    {
        Reserve(ref _items, segments, Count);
        Reserve(ref _spare, segments, 0);
    }

    /// <summary>
    /// Reads the first segment, be it in use or not, to bring it into the cache. The number has no
    /// meaning.
    /// </summary>
    internal long Fetch() => _items.Length > 0 ? _items[0].Low : 0;

    internal void CopyFrom(ItemBag other)
    {
        Reserve(ref _items, other.Count, 0);
        other.Items.CopyTo(_items);
        Count = other.Count;
    }

    /// <summary>Makes this bag the part of the other that the filter accepts.</summary>
    internal void CopyWhere<TFilter>(ItemBag other, TFilter filter)
        where TFilter : struct, IItemFilter
    {
        Reserve(ref _items, other.Count, 0);
        int kept = 0;
        foreach (ref readonly ItemSegment item in other.Items)
        {
            if (filter.Accepts(item.Id))
            {
                _items[kept++] = item;
            }
        }

        Count = kept;
    }

    /// <summary>Removes what the filter accepts.</summary>
    internal void RemoveWhere<TFilter>(TFilter filter)
        where TFilter : struct, IItemFilter
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (!filter.Accepts(_items[i].Id))
            {
                _items[kept++] = _items[i];
            }
        }

        Count = kept;
    }

    /// <summary>Adds segments in any order, that of the list included; sorts the list.</summary>
    /// <exception cref="OverflowException">An amount exceeds the largest.</exception>
    internal void AddUnsorted(List<ItemSegment> segments)
    {
        segments.Sort(static (a, b) =>
            a.Id.CompareTo(b.Id) is not 0 and int order ? order : a.Low.CompareTo(b.Low));
        ItemBag sum = new();
        foreach (ItemSegment segment in segments)
        {
            sum.Append(segment);
        }

        Add(sum);
    }

    /// <summary>
    /// Where the item ends that begins there: all intervals of ranges, all members of a set, one
    /// size of a counted item, or the one segment of a scalar.
    /// </summary>
    internal static int ItemEnd(ReadOnlySpan<ItemSegment> items, int start)
    {
        ResourceIdentity id = items[start].Id;
        int end = start + 1;
        bool hasParts = id.ValueType != ResourceValueType.Scalar;
        while (hasParts && end < items.Length
            && string.Equals(items[end].Id.Key, id.Key, StringComparison.Ordinal))
        {
            end++;
        }

        return end;
    }

    /// <summary>True when both hold the same items.</summary>
    internal bool Equals(ItemBag other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (Count != other.Count)
        {
            return false;
        }

        for (int i = 0; i < Count; i++)
        {
            ref readonly ItemSegment left = ref _items[i];
            ref readonly ItemSegment right = ref other._items[i];
            if (left.Low != right.Low || left.High != right.High || !left.Id.Equals(right.Id))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A hash of the content, the same in every process.</summary>
    internal ulong Hash
    {
        get
        {
            StableHash hash = default;
            AddTo(ref hash);
            return hash.Value;
        }
    }

    /// <summary>Adds the content to a digest.</summary>
    internal void AddTo(ref StableHash hash)
    {
        hash.Add(Count);
        foreach (ref readonly ItemSegment item in Items)
        {
            hash.Add((long)item.Id.Hash);
            hash.Add(item.Low);
            hash.Add(item.High);
        }
    }

    /// <summary>
    /// Adds the scalars to the lanes of their kinds; a shared item once, whatever the copies.
    /// </summary>
    internal void AddQuantitiesTo(Span<long> lanes)
    {
        foreach (ref readonly ItemSegment item in Items)
        {
            if (item.Id.ValueType == ResourceValueType.Scalar)
            {
                lanes[item.Id.Kind.Index] += QuantityOf(item);
            }
        }
    }

    /// <summary>
    /// Adds what the minimum size of an offer counts: the scalars, and ranges and sets as the
    /// number of their values, in thousandths. No lane exceeds
    /// <see cref="ResourceVector.MaxAmount"/>.
    /// </summary>
    internal void AddCountsTo(Span<long> lanes)
    {
        foreach (ref readonly ItemSegment item in Items)
        {
            ref long lane = ref lanes[item.Id.Kind.Index];
            lane += Math.Min(CountOf(item), ResourceVector.MaxAmount - lane);
        }
    }

    /// <summary>Thousandths of a scalar; a shared item once.</summary>
    internal static long QuantityOf(in ItemSegment item) =>
        !item.Id.IsCounted ? item.High : item.Id.IsShared ? item.Low : item.Low * item.High;

    /// <summary>
    /// Adds a segment that begins no earlier than the last one; adjoining ones become one.
    /// </summary>
    private void Append(in ItemSegment item)
    {
        if (IsEmpty || !_items[Count - 1].Id.Equals(item.Id) || IsApart(_items[Count - 1], item))
        {
            Reserve(ref _items, Count + 1, Count);
            _items[Count] = Checked(item);
            Count++;
            return;
        }

        ref ItemSegment last = ref _items[Count - 1];
        last = item.Id.ValueType switch
        {
            ResourceValueType.Ranges => last with { High = Math.Max(last.High, item.High) },
            ResourceValueType.Scalar => Checked(last with { High = last.High + item.High }),
            _ => last,
        };
    }

    private static bool IsApart(in ItemSegment last, in ItemSegment next) =>
        next.Id.ValueType == ResourceValueType.Ranges
            ? next.Low > last.High + 1
            : next.Low != last.Low;

    private static long CountOf(in ItemSegment item) => item.Id.ValueType switch
    {
        ResourceValueType.Scalar => QuantityOf(item),
        ResourceValueType.Ranges => (item.High - item.Low + 1) * 1000,
        _ => 1000,
    };

    private static void Reserve(ref ItemSegment[] items, int capacity, int kept)
    {
        if (items.Length < capacity)
        {
            int grownTo = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 4));
            ItemSegment[] grown = new ItemSegment[grownTo];
            items.AsSpan(0, kept).CopyTo(grown);
            items = grown;
        }
    }
}
