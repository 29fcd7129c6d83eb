using System.Collections.Generic;

namespace Offers;

/// <summary>The last so many different things, to know them again. Adding is O(1).</summary>
internal sealed class RecentSet<T>(int most)
    where T : notnull
{
    private readonly Dictionary<T, bool> _known = [];
    private readonly List<T> _ring = [];
    private int _oldest;

    internal bool Contains(T item) => _known.ContainsKey(item);

    /// <summary>Adds it, unless it is there; the oldest goes when there are too many.</summary>
    internal void Add(T item)
    {
        if (!_known.TryAdd(item, true))
        {
            return;
        }

        if (_ring.Count < most)
        {
            _ring.Add(item);
            return;
        }

        _known.Remove(_ring[_oldest]);
        _ring[_oldest] = item;
        _oldest = (_oldest + 1) % most;
    }

    /// <summary>The newest ones, at most so many, newest first.</summary>
    internal List<T> Newest(int count)
    {
        List<T> newest = [];
        for (int i = 1; i <= _ring.Count && i <= count; i++)
        {
            newest.Add(_ring[(_oldest + _ring.Count - i) % _ring.Count]);
        }

        return newest;
    }
}
