using System;

namespace Offers;

/// <summary>
/// Visits the nodes of a <see cref="ShareHeap"/> in order without changing it: a frontier holds the
/// heap positions that may come next. Visiting k nodes costs O(k log k), the first one O(1); the
/// frontier's array is kept from walk to walk, so that a warm walk allocates nothing.
/// </summary>
internal sealed class HeapWalk
{
    private const int Arity = 4;

    private int[] _frontier = new int[16];
    private int _count;

    // The position handed out last; its children join the frontier only when somebody asks on.
    private int _last = -1;
    private ShareHeap? _heap;

    internal void Start(ShareHeap heap)
    {
        _heap = heap;
        _count = 0;
        _last = -1;
        if (heap.Count > 0)
        {
            _frontier[_count++] = 0;
        }
    }

    /// <summary>The next node in order, or -1 after the last.</summary>
    internal int Next()
    {
        if (_last >= 0)
        {
            PushChildrenOf(_last);
            _last = -1;
        }

        if (_count == 0)
        {
            return -1;
        }

        _last = _frontier[0];
        int moved = _frontier[--_count];
        if (_count > 0)
        {
            Sink(moved);
        }

        return _heap!.NodeAt(_last);
    }

    private void PushChildrenOf(int position)
    {
        int child = (position * Arity) + 1;
        int end = Math.Min(child + Arity, _heap!.Count);
        if (_frontier.Length < _count + Arity)
        {
            Array.Resize(ref _frontier, _frontier.Length * 2);
        }

        for (; child < end; child++)
        {
            Rise(child);
        }
    }

    private void Rise(int position)
    {
        int place = _count++;
        while (place > 0 && _heap!.IsBefore(position, _frontier[(place - 1) / 2]))
        {
            _frontier[place] = _frontier[(place - 1) / 2];
            place = (place - 1) / 2;
        }

        _frontier[place] = position;
    }

    private void Sink(int position)
    {
        int place = 0;
        for (int child = 1; child < _count; child = (place * 2) + 1)
        {
            if (child + 1 < _count && _heap!.IsBefore(_frontier[child + 1], _frontier[child]))
            {
                child++;
            }

            if (!_heap!.IsBefore(_frontier[child], position))
            {
                break;
            }

            _frontier[place] = _frontier[child];
            place = child;
        }

        _frontier[place] = position;
    }
}
