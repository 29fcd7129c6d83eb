using System;

namespace Offers;

/// <summary>
/// The items of the rows of another table that have any: most rows have none and cost one null.
/// Every bag gets the room of the longest list so far, within reason: rows are used again for
/// others, so that each would grow to it some day, one at a time and without an end in sight.
/// </summary>
internal sealed class BagTable
{
    private const int MostRoom = 16;

    private ItemBag?[] _bags = [];
    private int _room;

    /// <summary>The row's items, or null when it has none.</summary>
    internal ItemBag? Find(int row) =>
        row < _bags.Length && _bags[row] is { IsEmpty: false } bag ? bag : null;

    /// <summary>The row's items, to be changed.</summary>
    internal ItemBag At(int row)
    {
        if (row >= _bags.Length)
        {
            Array.Resize(ref _bags, Math.Max(row + 1, Math.Max(16, _bags.Length * 2)));
        }

        ItemBag bag = _bags[row] ??= new ItemBag();
        bag.EnsureRoom(_room);
        return bag;
    }

    internal void Set(int row, ItemBag? items)
    {
        if (items is { IsEmpty: false })
        {
            Learn(items.Count);
            At(row).CopyFrom(items);
        }
        else
        {
            Clear(row);
        }
    }

    internal void Add(int row, ItemBag? items)
    {
        if (items is { IsEmpty: false })
        {
            ItemBag bag = At(row);
            Learn(bag.Count + items.Count);
            bag.EnsureRoom(_room);
            bag.Add(items);
        }
    }

    internal void Subtract(int row, ItemBag? items)
    {
        if (items is { IsEmpty: false })
        {
            At(row).Subtract(items);
        }
    }

    internal void Clear(int row)
    {
        if (row < _bags.Length)
        {
            _bags[row]?.Clear();
        }
    }

    private void Learn(int segments) =>
        _room = Math.Max(_room, Math.Min(segments, MostRoom));
}
