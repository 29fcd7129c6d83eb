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

    /// <summary>The free rows; the last one is handed out next.</summary>
    internal ValueList<FreeRow> SaveFree(Func<int, uint> generationOf)
    {
        FreeRow[] free = new FreeRow[_freeCount];
        for (int i = 0; i < free.Length; i++)
        {
            free[i] = new FreeRow(_free[i], generationOf(_free[i]));
        }

        return new ValueList<FreeRow>(free);
    }

    /// <summary>Makes an empty pool one with so many rows in use, and these free ones.</summary>
    internal void Load(int inUse, ReadOnlySpan<FreeRow> free)
    {
        End = inUse;
        foreach (FreeRow row in free)
        {
            Return(row.Index);
            End++;
        }
    }
}
