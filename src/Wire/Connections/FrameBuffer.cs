using System.Buffers;
using System.Buffers.Binary;

namespace Offers.Wire;

/// <summary>
/// A growing block of frames: four bytes of length, big end first, and the message. Not for two
/// threads at once.
/// </summary>
internal sealed class FrameBuffer : IBufferWriter<byte>
{
    internal const int HeaderBytes = 4;

    private const int UsualBytes = 4 << 10;
    private const int KeptBytes = 64 << 10;

    private byte[] _bytes = [];

    internal int Length { get; private set; }

    internal ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Begins a frame; returns where.</summary>
    internal int Begin()
    {
        int start = Length;
        Advance(GetSpan(HeaderBytes)[..HeaderBytes].Length);
        return start;
    }

    /// <summary>Ends the frame that began there.</summary>
    internal void End(int start) => BinaryPrimitives.WriteInt32BigEndian(
        _bytes.AsSpan(start), Length - start - HeaderBytes);

    /// <summary>Forgets all from there on.</summary>
    internal void CutTo(int length) => Length = length;

    /// <summary>Forgets everything, and memory that is more than usually needed.</summary>
    internal void Clear()
    {
        Length = 0;
        if (_bytes.Length > KeptBytes)
        {
            _bytes = [];
        }
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void Grow(int more)
    {
        int needed = checked(Length + Math.Max(more, 1));
        if (needed > _bytes.Length)
        {
            int size = (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _bytes.Length));
            Array.Resize(ref _bytes, Math.Max(size, UsualBytes));
        }
    }
}
