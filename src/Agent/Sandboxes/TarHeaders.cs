using System.Buffers.Binary;

namespace Offers.Agents.Sandboxes;

/// <summary>
/// Passes a tar archive on and sees its headers before the reader does, which holds what extends an
/// entry (its long name, its attributes) whole in memory. One that is too long is refused.
/// </summary>
internal sealed class TarHeaders : Stream
{
    private const int Block = 512;
    private const int SizeOffset = 124;
    private const int SizeLength = 12;
    private const int KindOffset = 156;
    private const long NoneYet = long.MaxValue - Block;
    private readonly byte[] _header = new byte[Block];
    private readonly Stream _archive;
    private readonly int _bound;
    private readonly ArchiveBudget _budget;
    private readonly CancellationToken _cancellation;
    private long _position;
    private long _next;

    /// <summary>Those of an archive, from where it stands.</summary>
    /// <param name="archive">The archive, plain; left open.</param>
    /// <param name="bound">The most bytes of what extends an entry.</param>
    /// <param name="budget">Counts such bytes.</param>
    /// <param name="cancellation">Ends it half way.</param>
    internal TarHeaders(
        Stream archive, int bound, ArchiveBudget budget, CancellationToken cancellation)
    {
        _archive = archive;
        _bound = bound;
        _budget = budget;
        _cancellation = cancellation;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) =>
        Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">What extends an entry is too long.</exception>
    public override int Read(Span<byte> buffer)
    {
        _cancellation.ThrowIfCancellationRequested();
        long end = _position < _next ? _next : _next + Block;
        int count = _archive.Read(buffer[..(int)Math.Min(buffer.Length, end - _position)]);
        if (_position >= _next)
        {
            buffer[..count].CopyTo(_header.AsSpan((int)(_position - _next)));
        }

        _position += count;
        if (_position == _next + Block)
        {
            Look();
        }

        return count;
    }

    /// <summary>
    /// The reader stands where the data of an entry begins: the next header comes after it.
    /// </summary>
    /// <param name="length">Bytes of the data; 0 or more.</param>
    internal void Expect(long length) => _next = length < NoneYet - _position - Block
        ? _position + Padded(length)
        : throw new InvalidDataException($"found an entry of {length} bytes");

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    /// <summary>Goes from what extends an entry to the header after it.</summary>
    private void Look()
    {
        if ((char)_header[KindOffset] is not ('x' or 'g' or 'L' or 'K'))
        {
            _next = NoneYet;
            return;
        }

        long size = SizeOf(_header.AsSpan(SizeOffset, SizeLength));
        if (size > _bound)
        {
            throw new InvalidDataException(
                $"found {size} bytes that extend an entry, expected at most {_bound}");
        }

        _budget.TakeBytes(size);
        _next = _position + Padded(size);
    }

    private static long Padded(long length) => (length + Block - 1) / Block * Block;

    /// <summary>A number in octal digits, or in base 256 when the first bit is set.</summary>
    private static long SizeOf(ReadOnlySpan<byte> field)
    {
        if (field[0] >= 0x80)
        {
            long value = BinaryPrimitives.ReadInt64BigEndian(field[^sizeof(long)..]);
            bool isWhole = field[0] == 0x80 && value >= 0
                && !field[1..^sizeof(long)].ContainsAnyExcept((byte)0);
            return isWhole ? value : throw Spoilt();
        }

        long size = 0;
        foreach (byte digit in field.Trim(" \0"u8))
        {
            size = digit is >= (byte)'0' and <= (byte)'7'
                ? (size * 8) + digit - '0'
                : throw Spoilt();
        }

        return size;
    }

    private static InvalidDataException Spoilt() => new("found a header without a size");
}
