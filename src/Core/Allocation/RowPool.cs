using System;

namespace Offers;

/// <summary>
/// Hands out dense row indexes and takes them back; the last one freed is used first.
/// </summary>
internal sealed class RowPool
{
    private int[] _free = [];
    private int _freeCount;

    /// <summary>One past the largest index ever handed out.</summary>
    internal int End { get; private set; }

    internal int InUse => End - _freeCount;

    internal int Take() => _freeCount > 0 ? _free[--_freeCount] : End++;

    internal void Return(int row)
    {
        if (_freeCount == _free.Length)
        {
            Array.Resize(ref _free, Math.Max(16, _freeCount * 2));
        }

        _free[_freeCount++] = row;
    }
}
