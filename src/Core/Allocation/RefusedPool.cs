using System;

namespace Offers;

/// <summary>
/// The distinct vectors that refuse filters refer to, counted. Agents of a shape that are declined
/// whole share one vector, so that a filter holds four bytes for it.
/// </summary>
internal sealed class RefusedPool(int strides)
{
    private readonly LaneTable _amounts = new(strides);
    private readonly BagTable _marked = new();
    private readonly RowPool _rows = new();
    private Row[] _table = [];
    private int[] _buckets = new int[16];

    private struct Row
    {
        internal ulong Hash;
        internal int Uses;
        internal int Next;
    }

    internal int Count => _rows.InUse;

    internal ReadOnlySpan<long> this[int vector] => _amounts.Row(vector);

    internal ItemBag? Marked(int vector) => _marked.Find(vector);

    /// <summary>Hashes ignore trailing zeros, so that widening leaves them as they are.</summary>
    internal void Widen(int strides) => _amounts.Widen(strides);

    internal int Take(ReadOnlySpan<long> amounts, ItemBag? marked)
    {
        marked = marked is { IsEmpty: false } ? marked : null;
        ulong hash = HashOf(amounts) ^ (marked?.Hash ?? 0);
        for (int i = _buckets[hash & Mask] - 1; i >= 0; i = _table[i].Next)
        {
            if (_table[i].Hash == hash && _amounts.Row(i).SequenceEqual(amounts)
                && SameItems(_marked.Find(i), marked))
            {
                _table[i].Uses++;
                return i;
            }
        }

        return Insert(amounts, marked, hash);
    }

    internal void Release(int vector)
    {
        ref Row row = ref _table[vector];
        if (--row.Uses > 0)
        {
            return;
        }

        ref int link = ref _buckets[row.Hash & Mask];
        if (link - 1 == vector)
        {
            link = row.Next + 1;
        }
        else
        {
            int previous = link - 1;
            while (_table[previous].Next != vector)
            {
                previous = _table[previous].Next;
            }

            _table[previous].Next = row.Next;
        }

        _rows.Return(vector);
    }

    private ulong Mask => (ulong)(_buckets.Length - 1);

    private int Insert(ReadOnlySpan<long> amounts, ItemBag? marked, ulong hash)
    {
        int vector = _rows.Take();
        if (vector >= _table.Length)
        {
            Array.Resize(ref _table, Math.Max(16, _table.Length * 2));
            _amounts.EnsureRows(_table.Length);
        }

        amounts.CopyTo(_amounts.Row(vector));
        _marked.Set(vector, marked);
        _table[vector] = new Row { Hash = hash, Uses = 1 };
        if (_rows.InUse > _buckets.Length)
        {
            Rehash();
        }
        else
        {
            Chain(vector);
        }

        return vector;
    }

    private void Chain(int vector)
    {
        ref int head = ref _buckets[_table[vector].Hash & Mask];
        _table[vector].Next = head - 1;
        head = vector + 1;
    }

    private void Rehash()
    {
        _buckets = new int[_buckets.Length * 2];
        for (int i = 0; i < _rows.End; i++)
        {
            if (_table[i].Uses > 0)
            {
                Chain(i);
            }
        }
    }

    private static bool SameItems(ItemBag? one, ItemBag? other) =>
        one is null ? other is null : other is not null && one.Equals(other);

    private static ulong HashOf(ReadOnlySpan<long> amounts)
    {
        StableHash hash = default;
        foreach (long amount in amounts.TrimEnd(0L))
        {
            hash.Add(amount);
        }

        return hash.Value;
    }
}
