using System;

namespace Offers;

/// <summary>
/// A set of small indexes with O(1) add, remove and test, listed in an order of no meaning: whoever
/// needs an order sorts a copy.
/// </summary>
internal sealed class IndexSet
{
    private int[] _items = [];
    private int[] _places = [];

    internal int Count { get; private set; }

    internal ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    internal bool Contains(int index) => index < _places.Length && _places[index] != 0;

    internal void Add(int index)
    {
        if (index >= _places.Length)
        {
            Array.Resize(ref _places, Math.Max(index + 1, Math.Max(16, _places.Length * 2)));
        }

        if (_places[index] != 0)
        {
            return;
        }

        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(16, Count * 2));
        }

        _items[Count++] = index;
        _places[index] = Count;
    }

    internal void Remove(int index)
    {
        if (!Contains(index))
        {
            return;
        }

        int place = _places[index];
        int last = _items[--Count];
        _items[place - 1] = last;
        _places[last] = place;
        _places[index] = 0;
    }

    internal void Clear()
    {
        foreach (int index in Items)
        {
            _places[index] = 0;
        }

        Count = 0;
    }
}
