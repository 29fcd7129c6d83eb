using System.Buffers;

namespace Offers.Wire;

/// <summary>
/// The bytes of one message in borrowed memory, to be read on another thread. Disposing gives the
/// memory back.
/// </summary>
public sealed class WireFrame : IDisposable
{
    private readonly int _length;
    private byte[]? _bytes;

    internal WireFrame(in ReadOnlySequence<byte> payload)
    {
        _length = checked((int)payload.Length);
        _bytes = ArrayPool<byte>.Shared.Rent(_length);
        payload.CopyTo(_bytes);
    }

    /// <summary>The message, without its frame.</summary>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_bytes is null, this);
            return _bytes.AsSpan(0, _length);
        }
    }

    /// <summary>Bytes of the borrowed memory, which may be longer than the message; 0 after
    /// <see cref="Dispose"/>.</summary>
    internal int MemoryBytes => _bytes?.Length ?? 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        byte[]? bytes = _bytes;
        _bytes = null;
        if (bytes is not null)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
