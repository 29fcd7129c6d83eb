using System.Buffers;

namespace Offers.Wire;

/// <summary>
/// Turns messages of one sort into bytes and back: see <c>docs/wire-format.md</c>. What it reads is
/// equal to what was written.
/// </summary>
/// <remarks>
/// A schema is the business of one thread, and reading may add names of kinds to it. All codecs of
/// one schema read one at a time; who else uses the schema takes <c>lock (schema)</c> for it, or
/// reads messages on the thread that owns it
/// (<see cref="WireConnection{TIn,TOut}.ReceiveFrameAsync"/>).
/// </remarks>
/// <typeparam name="T">The sort.</typeparam>
public sealed class WireCodec<T>
    where T : class
{
    private readonly WireContext _context;

    internal WireCodec(MessageFamily<T> family, WireContext context, int reserved = 0)
    {
        Family = family;
        _context = context;
        MaxBytes = context.Options.MaxFrameBytes - reserved;
    }

    /// <summary>The longest message that is sent.</summary>
    internal int MaxBytes { get; }

    internal MessageFamily<T> Family { get; }

    internal WireContext Context => _context;

    /// <summary>
    /// Writes a message, without the frame. Nothing is allocated but texts of resources, attributes
    /// and constraints.
    /// </summary>
    /// <exception cref="WireException">A text holds half a surrogate pair.</exception>
    public void Write(IBufferWriter<byte> output, T message)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(message);
        Family.Write(new MessagePackWriter(output), message, _context);
    }

    /// <summary>Reads a message that is all of these bytes.</summary>
    /// <exception cref="WireException">They are none.</exception>
    public T Read(ReadOnlySpan<byte> bytes)
    {
        MessagePackReader reader = new(bytes);
        T message = Family.Read(ref reader, _context);
        return reader.IsAtEnd
            ? message
            : throw new WireException(
                reader.Position, $"{reader.Remaining} bytes more", "the end of the message");
    }

    /// <summary>
    /// As <see cref="Read(ReadOnlySpan{byte})"/>; bytes that lie in several places are first put
    /// together in borrowed memory.
    /// </summary>
    /// <exception cref="WireException">They are none.</exception>
    public T Read(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            return Read(bytes.FirstSpan);
        }

        int length = checked((int)bytes.Length);
        byte[] borrowed = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            bytes.CopyTo(borrowed);
            return Read(borrowed.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(borrowed);
        }
    }
}
