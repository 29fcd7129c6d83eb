using System;

namespace Offers;

/// <summary>
/// The active nodes of one sorter as a 4-ary indexed heap in DRF order
/// (<see cref="ShareBook.IsBefore"/>). A node is in one heap at most and knows its position, so
/// that a change of its share moves only it: O(log n), where sorting again would cost O(n log n)
/// (the remedy of MESOS-9249, taken further).
/// </summary>
/// <remarks>
/// Invariants: (H1) the node at i is not before its parent at (i - 1) / 4; (H2) the book's
/// HeapPosition of the node at i is i; (H3) the key beside a node equals the book's.
/// </remarks>
internal sealed class ShareHeap(ShareBook book)
{
    private const int Arity = 4;

    private Entry[] _entries = new Entry[4];

    internal readonly record struct Entry(double Key, int Node);

    internal int Count { get; private set; }

    internal int NodeAt(int position) => _entries[position].Node;

    internal void Insert(int node)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        Count++;
        Rise(Count - 1, new Entry(book[node].Key, node));
    }

    internal void Remove(int node)
    {
        int position = book[node].HeapPosition;
        book[node].HeapPosition = -1;
        Count--;
        if (position < Count)
        {
            Settle(position, _entries[Count]);
        }
    }

    /// <summary>Restores the order after the node's share, grants or weight changed.</summary>
    internal void Moved(int node)
    {
        int position = book[node].HeapPosition;
        Settle(position, new Entry(book[node].Key, node));
    }

    /// <summary>Restores the order after any number of nodes changed. O(n).</summary>
    internal void Rebuild()
    {
        for (int i = 0; i < Count; i++)
        {
            int node = _entries[i].Node;
            _entries[i] = new Entry(book[node].Key, node);
        }

        for (int i = Count - 1; i >= 0; i--)
        {
            Sink(i, _entries[i]);
        }
    }

    internal bool IsBefore(int position, int other)
    {
        ref readonly Entry first = ref _entries[position];
        ref readonly Entry second = ref _entries[other];
        return book.IsBefore(first.Key, first.Node, second.Key, second.Node);
    }

    /// <summary>Whether (H2) and (H3) hold at a position.</summary>
    internal bool IsConsistentAt(int position)
    {
        Entry entry = _entries[position];
        ref ShareBook.Node node = ref book[entry.Node];
        return node.HeapPosition == position && node.Key.Equals(entry.Key);
    }

    private void Settle(int position, Entry entry)
    {
        if (position > 0 && IsBefore(entry, _entries[(position - 1) / Arity]))
        {
            Rise(position, entry);
        }
        else
        {
            Sink(position, entry);
        }
    }

    private void Rise(int position, Entry entry)
    {
        while (position > 0)
        {
            int parent = (position - 1) / Arity;
            if (!IsBefore(entry, _entries[parent]))
            {
                break;
            }

            Place(position, _entries[parent]);
            position = parent;
        }

        Place(position, entry);
    }

    private void Sink(int position, Entry entry)
    {
        for (int child = (position * Arity) + 1; child < Count; child = (position * Arity) + 1)
        {
            int least = child;
            int end = Math.Min(child + Arity, Count);
            for (int other = child + 1; other < end; other++)
            {
                least = IsBefore(_entries[other], _entries[least]) ? other : least;
            }

            if (!IsBefore(_entries[least], entry))
            {
                break;
            }

            Place(position, _entries[least]);
            position = least;
        }

        Place(position, entry);
    }

    private void Place(int position, Entry entry)
    {
        _entries[position] = entry;
        book[entry.Node].HeapPosition = position;
    }

    private bool IsBefore(in Entry first, in Entry second) =>
        book.IsBefore(first.Key, first.Node, second.Key, second.Node);
}
