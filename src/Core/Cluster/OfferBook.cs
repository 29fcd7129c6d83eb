using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// The keys of the open offers: from the rows of the allocator to keys and back. Keys are numbers
/// that are never used again.
/// </summary>
internal sealed class OfferBook(int incarnation)
{
    private readonly Dictionary<long, int> _rows = [];
    private long[] _numbers = [];

    internal int Incarnation { get; set; } = incarnation;

    /// <summary>The number of the last key that was given away.</summary>
    internal long LastNumber { get; set; }

    internal int Count => _rows.Count;

    internal OfferKey NewKey() => new(Incarnation, ++LastNumber);

    internal void Add(int row, OfferKey key)
    {
        if (row >= _numbers.Length)
        {
            Array.Resize(ref _numbers, Math.Max(row + 1, Math.Max(16, _numbers.Length * 2)));
        }

        _numbers[row] = key.Number;
        _rows.Add(key.Number, row);
    }

    internal OfferKey KeyOf(int row) => new(Incarnation, _numbers[row]);

    /// <summary>The row of a key; -1 when it is no open offer.</summary>
    internal int Find(OfferKey key) =>
        key.Incarnation == Incarnation && _rows.TryGetValue(key.Number, out int row) ? row : -1;

    internal void Remove(int row) => _rows.Remove(_numbers[row]);
}
