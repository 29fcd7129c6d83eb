namespace Offers.Simulation;

/// <summary>
/// The events that wait, as a 4-ary heap of structs. Arrivals of a trace are not in it (they are a
/// sorted list already), so that it holds about one event a running allotment.
/// </summary>
internal sealed class EventQueue
{
    private const int Arity = 4;

    private Event[] _heap = new Event[64];
    private long _sequence;

    internal int Count { get; private set; }

    /// <summary>Time of the first event; long.MaxValue when there is none.</summary>
    internal long NextTime => Count > 0 ? _heap[0].Time : long.MaxValue;

    internal EventKind NextKind => _heap[0].Kind;

    /// <summary>
    /// Batches of one moment come in the order of their cells, whenever they were asked for: else a
    /// batch that was skipped would change the order of others.
    /// </summary>
    internal void Add(long time, EventKind kind, int subject, int token)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        long sequence = kind == EventKind.Batch ? subject : _sequence++;
        Event added = new(time, Event.OrderOf(kind, sequence), subject, token);
        int place = Count++;
        while (place > 0 && added.IsBefore(_heap[(place - 1) / Arity]))
        {
            _heap[place] = _heap[(place - 1) / Arity];
            place = (place - 1) / Arity;
        }

        _heap[place] = added;
    }

    internal Event Take()
    {
        Event first = _heap[0];
        Event moved = _heap[--Count];
        int place = 0;
        for (int child = 1; child < Count; child = (place * Arity) + 1)
        {
            int least = LeastOf(child, Math.Min(child + Arity, Count));
            if (!_heap[least].IsBefore(moved))
            {
                break;
            }

            _heap[place] = _heap[least];
            place = least;
        }

        _heap[place] = moved;
        return first;
    }

    private int LeastOf(int from, int end)
    {
        int least = from;
        for (int other = from + 1; other < end; other++)
        {
            least = _heap[other].IsBefore(_heap[least]) ? other : least;
        }

        return least;
    }
}
