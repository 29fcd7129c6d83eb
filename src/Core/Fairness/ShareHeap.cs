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
/// HeapPosition of the node at i is i; (H3) the place kept at i is what the book says of its node,
/// but for a node that is alone: nobody asks where it comes until another one joins it.
/// </remarks>
internal sealed class ShareHeap(ShareBook book)
{
    private const int Arity = 4;

    private ShareBook.Place[] _places = new ShareBook.Place[4];

    internal int Count { get; private set; }

    internal int NodeAt(int position) => _places[position].Node;

    internal void Insert(int node)
    {
        if (Count == _places.Length)
        {
            Array.Resize(ref _places, Count * 2);
        }

        if (Count == 1)
        {
            _places[0] = book.PlaceOf(_places[0].Node);
        }

        Count++;
        Rise(Count - 1, book.PlaceOf(node));
    }

    internal void Remove(int node)
    {
        int position = book.HeapPosition(node);
        book.HeapPosition(node) = -1;
        Count--;
        if (position < Count)
        {
            Settle(position, _places[Count]);
        }
    }

    /// <summary>Restores the order after the node's share, grants or weight changed.</summary>
    internal void Moved(int node)
    {
        if (Count > 1)
        {
            Settle(book.HeapPosition(node), book.PlaceOf(node));
        }
    }

    /// <summary>Restores the order after any number of nodes changed. O(n).</summary>
    internal void Rebuild()
    {
        for (int i = 0; i < Count; i++)
        {
            _places[i] = book.PlaceOf(_places[i].Node);
        }

        for (int i = Count - 1; i >= 0; i--)
        {
            Sink(i, _places[i]);
        }
    }

    internal bool IsBefore(int position, int other) =>
        book.IsBefore(in _places[position], in _places[other]);

    /// <summary>Whether (H2) and (H3) hold at a position.</summary>
    internal bool IsConsistentAt(int position)
    {
        ShareBook.Place place = _places[position];
        return book.HeapPosition(place.Node) == position
            && (Count == 1 || place == book.PlaceOf(place.Node));
    }

    private void Settle(int position, in ShareBook.Place place)
    {
        if (position > 0 && book.IsBefore(in place, in _places[(position - 1) / Arity]))
        {
            Rise(position, in place);
        }
        else
        {
            Sink(position, place);
        }
    }

    private void Rise(int position, in ShareBook.Place place)
    {
        while (position > 0)
        {
            int parent = (position - 1) / Arity;
            if (!book.IsBefore(in place, in _places[parent]))
            {
                break;
            }

            Put(position, in _places[parent]);
            position = parent;
        }

        Put(position, in place);
    }

    /// <summary>
    /// Moves the least child up all the way down, and then the place up from there: who was
    /// offered something goes to the far end nearly always, so that to ask on each level whether it
    /// has arrived costs more than it saves. By value: the place's own slot is overwritten.
    /// </summary>
    private void Sink(int position, ShareBook.Place place)
    {
        int top = position;
        for (int child = (position * Arity) + 1; child < Count; child = (position * Arity) + 1)
        {
            int least = LeastOf(child, Math.Min(child + Arity, Count));
            Put(position, in _places[least]);
            position = least;
        }

        for (int parent = (position - 1) / Arity;
            position > top && book.IsBefore(in place, in _places[parent]);
            parent = (position - 1) / Arity)
        {
            Put(position, in _places[parent]);
            position = parent;
        }

        Put(position, in place);
    }

    private int LeastOf(int child, int end)
    {
        ShareBook.Place[] places = _places;
        int least = child;
        for (int other = child + 1; other < end; other++)
        {
            least = book.IsBefore(in places[other], in places[least]) ? other : least;
        }

        return least;
    }

    private void Put(int position, in ShareBook.Place place)
    {
        _places[position] = place;
        book.HeapPosition(place.Node) = position;
    }
}
