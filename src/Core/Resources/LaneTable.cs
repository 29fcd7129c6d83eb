using System;

namespace Offers;

/// <summary>
/// Rows of resource lanes, one row a dense id, in one array. Rows are zero until written; a schema
/// that outgrows its strides widens every row once.
/// </summary>
internal sealed class LaneTable(int strides)
{
    private long[] _lanes = [];

    internal int Width { get; private set; } = strides * ResourceSchema.LanesPerStride;

    internal Span<long> Row(int index) => _lanes.AsSpan(index * Width, Width);

    internal void EnsureRows(int rows)
    {
        int needed = rows * Width;
        if (_lanes.Length < needed)
        {
            Array.Resize(ref _lanes, Math.Max(needed, _lanes.Length * 2));
        }
    }

    internal void Widen(int strides)
    {
        int width = strides * ResourceSchema.LanesPerStride;
        if (width <= Width)
        {
            return;
        }

        int rows = _lanes.Length / Width;
        long[] wider = new long[rows * width];
        for (int row = 0; row < rows; row++)
        {
            Row(row).CopyTo(wider.AsSpan(row * width));
        }

        _lanes = wider;
        Width = width;
    }
}
