using System;

namespace Offers;

/// <summary>
/// Rows by dense index in chunks of 2 048, for tables of millions: growing moves nothing and leaves
/// less than one chunk unused, where doubling an array leaves up to half of it. References to rows
/// stay good while the table grows.
/// </summary>
internal sealed class ChunkedRows<T>
    where T : struct
{
    private const int ChunkShift = 11;
    private const int ChunkMask = (1 << ChunkShift) - 1;

    private T[][] _chunks = [];
    private int _count;

    internal ref T this[int index] => ref _chunks[index >> ChunkShift][index & ChunkMask];

    /// <summary>Makes room for an index that is at most one past the last with room.</summary>
    internal void EnsureRow(int index)
    {
        if (index >> ChunkShift < _count)
        {
            return;
        }

        if (_count == _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Max(4, _count * 2));
        }

        _chunks[_count++] = new T[1 << ChunkShift];
    }
}
