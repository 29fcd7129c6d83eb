namespace Offers.Simulation;

/// <summary>
/// Jobs that wait, first in, first out, with a way back to the front for a job that is tried again.
/// A job that stopped waiting in another way (it was withdrawn) is passed over when it comes up.
/// </summary>
internal sealed class JobQueue(SimulationRun run)
{
    private int[] _items = new int[16];
    private int _head;

    internal int Count { get; private set; }

    internal void AddLast(int job)
    {
        Grow();
        _items[(_head + Count++) & (_items.Length - 1)] = job;
    }

    internal void AddFirst(int job)
    {
        Grow();
        _head = (_head - 1) & (_items.Length - 1);
        _items[_head] = job;
        Count++;
    }

    /// <summary>The job so many places behind the head.</summary>
    internal int At(int place) => _items[(_head + place) & (_items.Length - 1)];

    /// <summary>The first job that still waits, or -1.</summary>
    internal int Peek()
    {
        while (Count > 0 && !run.IsWaiting(_items[_head]))
        {
            RemoveFirst();
        }

        return Count > 0 ? _items[_head] : -1;
    }

    internal void RemoveFirst()
    {
        _head = (_head + 1) & (_items.Length - 1);
        Count--;
    }

    /// <summary>Removes a job from the middle. O(places before it).</summary>
    internal void RemoveAt(int place)
    {
        int mask = _items.Length - 1;
        for (int i = place; i > 0; i--)
        {
            _items[(_head + i) & mask] = _items[(_head + i - 1) & mask];
        }

        RemoveFirst();
    }

    private void Grow()
    {
        if (Count < _items.Length)
        {
            return;
        }

        int[] larger = new int[_items.Length * 2];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = At(i);
        }

        _items = larger;
        _head = 0;
    }
}
