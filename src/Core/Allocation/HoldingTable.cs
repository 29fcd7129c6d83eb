using System;

namespace Offers;

/// <summary>
/// What each client has allocated (accepted) on each agent: one row for each pair that holds
/// anything, found by pair through an open-addressing table.
/// </summary>
/// <remarks>
/// Invariants: (T1) no row holds zero; (T2) every row is in the hash table once and linked in the
/// lists.
/// </remarks>
internal sealed class HoldingTable(int strides)
{
    private readonly LaneTable _amounts = new(strides);
    private readonly BagTable _marked = new();
    private readonly RowPool _rows = new();
    private int[] _buckets = new int[16];
    private int _rowRoom;

    internal PairLists Lists { get; } = new();

    internal int Count => _rows.InUse;

    internal ReadOnlySpan<long> Amounts(int holding) => _amounts.Row(holding);

    /// <summary>The items that are held; null when there are plain scalars only.</summary>
    internal ItemBag? Marked(int holding) => _marked.Find(holding);

    internal void Widen(int strides) => _amounts.Widen(strides);

    /// <summary>
    /// The row of a pair, or -1 when the client has nothing allocated there. O(1).
    /// </summary>
    internal int Find(int client, int agent)
    {
        int mask = _buckets.Length - 1;
        for (int bucket = Home(client, agent); ; bucket = (bucket + 1) & mask)
        {
            int row = _buckets[bucket] - 1;
            if (row < 0 || (Lists.ClientOf(row) == client && Lists.AgentOf(row) == agent))
            {
                return row;
            }
        }
    }

    internal void Add(int client, int agent, ReadOnlySpan<long> amounts, ItemBag? marked)
    {
        int row = Find(client, agent);
        if (row < 0)
        {
            row = Insert(client, agent);
        }

        Lanes.Add(_amounts.Row(row), amounts);
        _marked.Add(row, marked);
    }

    /// <summary>Takes contained resources out of a row; an emptied row is gone.</summary>
    internal void Subtract(int row, Portion piece)
    {
        Lanes.Subtract(_amounts.Row(row), piece.Plain);
        _marked.Subtract(row, piece.Marked);
        if (Lanes.IsZero(_amounts.Row(row)) && Marked(row) is null)
        {
            Remove(row);
        }
    }

    internal void Remove(int row)
    {
        Unhash(row);
        _marked.Clear(row);
        Lists.Unlink(row);
        _rows.Return(row);
    }

    private int Insert(int client, int agent)
    {
        int row = _rows.Take();
        if (row >= _rowRoom)
        {
            _rowRoom = Math.Max(16, _rowRoom * 2);
            _amounts.EnsureRows(_rowRoom);
        }

        _amounts.Row(row).Clear();
        Lists.Link(row, client, agent);
        if (_rows.InUse * 2 > _buckets.Length)
        {
            Rehash(_buckets.Length * 2);
        }
        else
        {
            Bucket(row);
        }

        return row;
    }

    private void Bucket(int row)
    {
        int bucket = Home(Lists.ClientOf(row), Lists.AgentOf(row));
        while (_buckets[bucket] != 0)
        {
            bucket = (bucket + 1) & (_buckets.Length - 1);
        }

        _buckets[bucket] = row + 1;
    }

    private void Rehash(int size)
    {
        _buckets = new int[size];
        for (int row = 0; row < _rows.End; row++)
        {
            if (Lists.IsLinked(row))
            {
                Bucket(row);
            }
        }
    }

    /// <summary>
    /// Removes by shifting back what had been pushed past the hole (Knuth 6.4, R).
    /// </summary>
    private void Unhash(int row)
    {
        int mask = _buckets.Length - 1;
        int hole = Home(Lists.ClientOf(row), Lists.AgentOf(row));
        while (_buckets[hole] != row + 1)
        {
            hole = (hole + 1) & mask;
        }

        for (int next = (hole + 1) & mask; _buckets[next] != 0; next = (next + 1) & mask)
        {
            int other = _buckets[next] - 1;
            int home = Home(Lists.ClientOf(other), Lists.AgentOf(other));
            if (((next - home) & mask) >= ((next - hole) & mask))
            {
                _buckets[hole] = _buckets[next];
                hole = next;
            }
        }

        _buckets[hole] = 0;
    }

    private int Home(int client, int agent)
    {
        ulong pair = ((ulong)(uint)client << 32) | (uint)agent;
        return (int)(StableHash.Mix(pair) & (ulong)(_buckets.Length - 1));
    }
}
