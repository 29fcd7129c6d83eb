using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Things that are to be looked at again at some time, in order of time and then of entry, so that
/// the order is total. Whoever takes one checks whether it still matters.
/// </summary>
internal sealed class DeadlineQueue<T>
{
    private readonly PriorityQueue<T, (long Ticks, long Entry)> _queue = new();
    private long _entries;

    internal int Count => _queue.Count;

    /// <summary>When the first is due; never if there is none.</summary>
    internal Timestamp Next => _queue.TryPeek(out _, out (long Ticks, long Entry) first)
        ? new Timestamp(first.Ticks)
        : Timestamp.Never;

    internal void Add(T item, Timestamp due)
    {
        if (due != Timestamp.Never)
        {
            _queue.Enqueue(item, (due.Ticks, _entries++));
        }
    }

    internal bool TryPeek(out T item)
    {
        bool found = _queue.TryPeek(out T? first, out _);
        item = first!;
        return found;
    }

    internal bool TryTake(Timestamp now, out T item)
    {
        if (Next > now || _queue.Count == 0)
        {
            item = default!;
            return false;
        }

        item = _queue.Dequeue();
        return true;
    }

    internal void Clear() => _queue.Clear();
}
