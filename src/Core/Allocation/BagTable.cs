using System;

namespace Offers;

/// <summary>
/// The items of the rows of another table that have any: most rows have none and cost one null.
/// </summary>
internal sealed class BagTable
{
    private ItemBag?[] _bags = [];

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

        return _bags[row] ??= new ItemBag();
    }

    internal void Set(int row, ItemBag? items)
    {
        if (items is { IsEmpty: false })
        {
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
            At(row).Add(items);
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
}
