using System;
using System.Runtime.InteropServices;

namespace Offers;

/// <summary>
/// Rows of resource lanes, one row a dense id, in one array. Rows are zero until written; a schema
/// that outgrows its strides widens every row once.
/// </summary>
/// <remarks>
/// A row of eight lanes is as long as a cache line, and rows are read in random order: the array is
/// pinned, so that the first row can be put where a line begins and each row touches one line
/// instead of two. Where that is depends on the address and changes nothing but time.
/// </remarks>
internal sealed class LaneTable(int strides)
{
    private const int LineBytes = 64;

    private long[] _lanes = [];
    private int _first;
    private int _rows;

    internal int Width { get; private set; } = strides * ResourceSchema.LanesPerStride;

    internal Span<long> Row(int index) => _lanes.AsSpan(_first + (index * Width), Width);

    internal void EnsureRows(int rows)
    {
        if (_rows < rows)
        {
            Reallocate(Math.Max(rows, _rows * 2), Width);
        }
    }

    internal void Widen(int strides)
    {
        int width = strides * ResourceSchema.LanesPerStride;
        if (width > Width)
        {
            Reallocate(_rows, width);
        }
    }

    private void Reallocate(int rows, int width)
    {
        const int LanesPerLine = LineBytes / sizeof(long);
        long[] lanes = GC.AllocateArray<long>((rows * width) + LanesPerLine - 1, pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(lanes, 0);
        int first = (int)(-address & (LineBytes - 1)) / sizeof(long);
        for (int row = 0; row < _rows; row++)
        {
            Row(row).CopyTo(lanes.AsSpan(first + (row * width)));
        }

        (_lanes, _first, _rows, Width) = (lanes, first, rows, width);
    }
}
