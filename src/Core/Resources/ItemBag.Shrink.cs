using System;

namespace Offers;

/// <content>What is kept of the items when there may not be so much of them (1.2).</content>
internal sealed partial class ItemBag
{
    /// <summary>What stands in a lane of <see cref="Shrink"/> for a kind without a limit.</summary>
    internal const long Unlimited = long.MaxValue;

    /// <summary>What stands in a lane of <see cref="Shrink"/> for a kind to be dropped.</summary>
    internal const long Dropped = -1;

    private ulong[] _orderKeys = [];
    private int[] _order = [];

    /// <summary>
    /// Walks the segments in an order of the seed's and keeps of each what its kind has left: all
    /// that fits, a part of a scalar that can be split, whole copies of an atomic item, a shared
    /// item with all its copies or not at all. Ranges and sets take nothing.
    /// </summary>
    /// <param name="left">
    /// By kind, the thousandths that may be kept, <see cref="Unlimited"/> or
    /// <see cref="Dropped"/>; on return, what remains of them.
    /// </param>
    /// <param name="seed">
    /// Decides the order, by the hash of the seed, the identity and the size: an item's place does
    /// not depend on what else there is but the other items' hashes.
    /// </param>
    internal void Shrink(Span<long> left, ulong seed)
    {
        Arrange(seed);
        for (int i = 0; i < Count; i++)
        {
            ref ItemSegment item = ref _items[_order[i]];
            ref long rest = ref left[item.Id.Kind.Index];
            if (rest != Unlimited)
            {
                item = Cut(item, ref rest);
            }
        }

        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (_items[i].High >= 0)
            {
                _items[kept++] = _items[i];
            }
        }

        Count = kept;
    }

    private void Arrange(ulong seed)
    {
        if (_order.Length < Count)
        {
            int capacity = Math.Max(4, Count * 2);
            (_orderKeys, _order) = (new ulong[capacity], new int[capacity]);
        }

        for (int i = 0; i < Count; i++)
        {
            StableHash hash = default;
            hash.Add((long)seed);
            hash.Add((long)_items[i].Id.Hash);
            hash.Add(_items[i].Id.IsCounted ? _items[i].Low : 0);
            (_orderKeys[i], _order[i]) = (hash.Value, i);
        }

        _orderKeys.AsSpan(0, Count).Sort(_order.AsSpan(0, Count));
    }

    /// <summary>The part of a segment that fits; a negative end marks one that goes.</summary>
    private static ItemSegment Cut(in ItemSegment item, ref long rest)
    {
        ResourceIdentity id = item.Id;
        if (id.ValueType != ResourceValueType.Scalar)
        {
            return rest < 0 ? item with { High = -1 } : item;
        }

        long size = id.IsCounted ? item.Low : 1;
        long units = Math.Max(0, rest) / size;
        long kept = id.IsShared && units > 0 ? item.High : Math.Min(item.High, units);
        if (kept == 0)
        {
            return item with { High = -1 };
        }

        rest -= id.IsShared ? size : size * kept;
        return item with { High = kept };
    }
}
