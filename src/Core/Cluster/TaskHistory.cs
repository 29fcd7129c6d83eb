using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>The last so many tasks that left the books, the oldest first.</summary>
internal sealed class TaskHistory
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private PastTask[] _ring = [];
    private int _first;

    internal int Count { get; private set; }

    internal PastTask this[int index] => _ring[(_first + index) % _ring.Length];

    internal bool Contains(string name) => _counts.ContainsKey(name);

    /// <summary>Where a task was; null when it is not remembered. O(tasks remembered).</summary>
    internal string? AgentOf(string name)
    {
        string? agent = null;
        for (int i = 0; i < Count && Contains(name); i++)
        {
            agent = string.Equals(this[i].Name, name, StringComparison.Ordinal)
                ? this[i].Agent
                : agent;
        }

        return agent;
    }

    internal void Add(in PastTask task, int most)
    {
        if (most == 0)
        {
            return;
        }

        if (Count == most)
        {
            Forget(_ring[_first].Name);
            _first = (_first + 1) % _ring.Length;
            Count--;
        }

        if (Count == _ring.Length)
        {
            Grow(Math.Min(most, Math.Max(4, Count * 2)));
        }

        _ring[(_first + Count) % _ring.Length] = task;
        Count++;
        _counts[task.Name] = _counts.GetValueOrDefault(task.Name) + 1;
    }

    /// <summary>Forgets a task that is back. O(tasks remembered).</summary>
    internal void Remove(string name)
    {
        if (!_counts.ContainsKey(name))
        {
            return;
        }

        PastTask[] kept = new PastTask[_ring.Length];
        int count = 0;
        for (int i = 0; i < Count; i++)
        {
            if (!string.Equals(this[i].Name, name, StringComparison.Ordinal))
            {
                kept[count++] = this[i];
            }
        }

        _counts.Remove(name);
        (_ring, _first, Count) = (kept, 0, count);
    }

    private void Forget(string name)
    {
        int left = _counts[name] - 1;
        if (left == 0)
        {
            _counts.Remove(name);
        }
        else
        {
            _counts[name] = left;
        }
    }

    private void Grow(int room)
    {
        PastTask[] ring = new PastTask[room];
        for (int i = 0; i < Count; i++)
        {
            ring[i] = this[i];
        }

        (_ring, _first) = (ring, 0);
    }
}
