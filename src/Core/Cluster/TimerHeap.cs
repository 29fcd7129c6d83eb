using System;

namespace Offers;

/// <summary>The timers that are set, the next one first. Each call costs O(log timers).</summary>
internal sealed class TimerHeap
{
    private ClusterTimer[] _heap = new ClusterTimer[16];

    internal int Count { get; private set; }

    internal Timestamp Next => Count > 0 ? _heap[0].Due : Timestamp.Never;

    internal void Set(ClusterTimer timer, Timestamp due)
    {
        Cancel(timer);
        timer.Due = due;
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        Place(timer, Count++);
        Up(timer.Place);
    }

    internal void Cancel(ClusterTimer timer)
    {
        if (!timer.IsSet)
        {
            return;
        }

        int hole = timer.Place;
        timer.Place = -1;
        ClusterTimer last = _heap[--Count];
        _heap[Count] = null!;
        if (last != timer)
        {
            Place(last, hole);
            Up(hole);
            Down(last.Place);
        }
    }

    /// <summary>Takes the next timer out if it is due.</summary>
    internal ClusterTimer? TakeDue(Timestamp now)
    {
        if (Next > now || Count == 0)
        {
            return null;
        }

        ClusterTimer timer = _heap[0];
        Cancel(timer);
        return timer;
    }

    private void Place(ClusterTimer timer, int place)
    {
        _heap[place] = timer;
        timer.Place = place;
    }

    private void Up(int place)
    {
        ClusterTimer timer = _heap[place];
        while (place > 0 && timer.CompareTo(_heap[(place - 1) / 2]) < 0)
        {
            Place(_heap[(place - 1) / 2], place);
            place = (place - 1) / 2;
        }

        Place(timer, place);
    }

    private void Down(int place)
    {
        ClusterTimer timer = _heap[place];
        for (int child = (place * 2) + 1; child < Count; child = (place * 2) + 1)
        {
            child += child + 1 < Count && _heap[child + 1].CompareTo(_heap[child]) < 0 ? 1 : 0;
            if (timer.CompareTo(_heap[child]) <= 0)
            {
                break;
            }

            Place(_heap[child], place);
            place = child;
        }

        Place(timer, place);
    }
}
