using System.Buffers;

namespace Offers.Wire.Tests;

/// <summary>Bytes that lie in several places.</summary>
internal static class Pieces
{
    internal static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> bytes, int size)
    {
        Piece first = new(bytes[..Math.Min(size, bytes.Length)], 0);
        Piece last = first;
        for (int at = size; at < bytes.Length; at += size)
        {
            last = last.Then(bytes[at..Math.Min(at + size, bytes.Length)]);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        internal Piece(ReadOnlyMemory<byte> bytes, long start)
        {
            Memory = bytes;
            RunningIndex = start;
        }

        internal Piece Then(ReadOnlyMemory<byte> bytes)
        {
            Piece next = new(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
