using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Offers.Wire;

/// <summary>The sorts of values that the MessagePack format knows.</summary>
internal enum MessagePackKind
{
    Nil, Bool, Integer, Float, Text, Bytes, Array, Map, Extension,
}

/// <summary>
/// Reads the MessagePack format (github.com/msgpack/msgpack, spec.md) from one block of bytes
/// without copying: texts and bytes are spans of it. Every form of a value is accepted. A length
/// that the rest of the block cannot hold is refused before anybody makes room for it: an element
/// of an array needs a byte at least, an entry of a map two.
/// </summary>
internal ref struct MessagePackReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>The kinds in words, in their order.</summary>
    private static readonly string[] Words =
    [
        "nil", "true or false", "a whole number", "a floating-point number", "a text", "bytes",
        "an array", "a map", "an extension",
    ];

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Number of the next byte.</summary>
    internal int Position { get; set; }

    internal readonly int Remaining => _bytes.Length - Position;

    internal readonly bool IsAtEnd => Position == _bytes.Length;

    /// <summary>The sort of the next value.</summary>
    internal readonly MessagePackKind Peek() => KindOf(Head("a value"));

    internal bool TryReadNil()
    {
        bool isNil = Head("a value") == 0xc0;
        Position += isNil ? 1 : 0;
        return isNil;
    }

    internal bool ReadBool()
    {
        byte head = Head("true or false");
        if (head is not (0xc2 or 0xc3))
        {
            throw Unexpected("true or false");
        }

        Position++;
        return head == 0xc3;
    }

    /// <summary>A whole number of 64 bits with a sign, of whichever width.</summary>
    internal long ReadInt64()
    {
        const string Expected = "a whole number of 64 bits";
        int start = Position;
        byte head = Head(Expected);
        if (head == 0xcf)
        {
            ulong value = BinaryPrimitives.ReadUInt64BigEndian(Body(8, Expected));
            return value <= long.MaxValue ? (long)value : throw Bad(start, Number(value), Expected);
        }

        return head switch
        {
            <= 0x7f => Small(head),
            >= 0xe0 => Small((sbyte)head),
            0xcc => Body(1, Expected)[0],
            0xcd => BinaryPrimitives.ReadUInt16BigEndian(Body(2, Expected)),
            0xce => BinaryPrimitives.ReadUInt32BigEndian(Body(4, Expected)),
            0xd0 => (sbyte)Body(1, Expected)[0],
            0xd1 => BinaryPrimitives.ReadInt16BigEndian(Body(2, Expected)),
            0xd2 => BinaryPrimitives.ReadInt32BigEndian(Body(4, Expected)),
            0xd3 => BinaryPrimitives.ReadInt64BigEndian(Body(8, Expected)),
            _ => throw Unexpected(Expected),
        };
    }

    /// <summary>A whole number of 64 bits that is not negative.</summary>
    internal ulong ReadUInt64()
    {
        if (Head("a whole number") == 0xcf)
        {
            return BinaryPrimitives.ReadUInt64BigEndian(Body(8, "a whole number"));
        }

        int start = Position;
        long value = ReadInt64();
        return value >= 0 ? (ulong)value : throw Bad(start, Number(value), "0 or more");
    }

    internal int ReadInt32()
    {
        int start = Position;
        long value = ReadInt64();
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw Bad(start, Number(value), "a whole number of 32 bits");
    }

    /// <summary>A floating-point number of either width.</summary>
    internal double ReadDouble() => Head("a number") switch
    {
        0xca => BinaryPrimitives.ReadSingleBigEndian(Body(4, "a number")),
        0xcb => BinaryPrimitives.ReadDoubleBigEndian(Body(8, "a number")),
        _ => throw Unexpected("a floating-point number"),
    };

    /// <summary>The bytes of a text; they are valid UTF-8.</summary>
    internal ReadOnlySpan<byte> ReadText()
    {
        int start = Position;
        byte head = Head("a text");
        int length = head switch
        {
            >= 0xa0 and <= 0xbf => Fixed(head & 0x1f, "a text"),
            0xd9 or 0xda or 0xdb => Length(1 << (head - 0xd9), "a text"),
            _ => throw Unexpected("a text"),
        };
        ReadOnlySpan<byte> text = Take(length, start, "a text");
        return Utf8.IsValid(text) ? text : throw Bad(start, "bytes that are no UTF-8", "a text");
    }

    internal string ReadString() => Encoding.UTF8.GetString(ReadText());

    internal ReadOnlySpan<byte> ReadBytes()
    {
        int start = Position;
        byte head = Head("bytes");
        return head is 0xc4 or 0xc5 or 0xc6
            ? Take(Length(1 << (head - 0xc4), "bytes"), start, "bytes")
            : throw Unexpected("bytes");
    }

    /// <summary>The number of elements that follow.</summary>
    internal int ReadArrayHeader()
    {
        int start = Position;
        byte head = Head("an array");
        int count = head switch
        {
            >= 0x90 and <= 0x9f => Fixed(head & 0xf, "an array"),
            0xdc or 0xdd => Length(2 << (head - 0xdc), "an array"),
            _ => throw Unexpected("an array"),
        };
        return count <= Remaining ? count : throw Lies(start, "an array of", count, "elements");
    }

    /// <summary>The number of keys with values that follow.</summary>
    internal int ReadMapHeader()
    {
        int start = Position;
        byte head = Head("a map");
        int count = head switch
        {
            >= 0x80 and <= 0x8f => Fixed(head & 0xf, "a map"),
            0xde or 0xdf => Length(2 << (head - 0xde), "a map"),
            _ => throw Unexpected("a map"),
        };
        return count <= Remaining / 2 ? count : throw Lies(start, "a map of", count, "entries");
    }

    /// <summary>The bytes of an extension, and its type.</summary>
    internal ReadOnlySpan<byte> ReadExtension(out sbyte type)
    {
        const string Expected = "an extension";
        int start = Position;
        byte head = Head(Expected);
        int length = head switch
        {
            >= 0xd4 and <= 0xd8 => Fixed(1 << (head - 0xd4), Expected),
            0xc7 or 0xc8 or 0xc9 => Length(1 << (head - 0xc7), Expected),
            _ => throw Unexpected(Expected),
        };
        type = (sbyte)Take(1, start, Expected)[0];
        return Take(length, start, Expected);
    }

    /// <summary>A moment: seconds since 1970 and nanoseconds, 0 to 999 999 999.</summary>
    internal (long Seconds, uint Nanoseconds) ReadTimestamp()
    {
        int start = Position;
        ReadOnlySpan<byte> body = ReadExtension(out sbyte type);
        if (type != -1 || body.Length is not (4 or 8 or 12))
        {
            throw Bad(start, $"extension {Number(type)} of {Number(body.Length)} bytes",
                "a timestamp: extension -1 of 4, 8 or 12 bytes");
        }

        ulong both = body.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(body) : 0;
        (long seconds, uint nanoseconds) = body.Length switch
        {
            4 => (BinaryPrimitives.ReadUInt32BigEndian(body), 0U),
            8 => ((long)(both & ((1UL << 34) - 1)), (uint)(both >> 34)),
            _ => (BinaryPrimitives.ReadInt64BigEndian(body[4..]),
                BinaryPrimitives.ReadUInt32BigEndian(body)),
        };
        return nanoseconds <= 999_999_999
            ? (seconds, nanoseconds)
            : throw Bad(start, $"{Number(nanoseconds)} nanoseconds", "less than a second of them");
    }

    /// <summary>Passes over one value of any sort.</summary>
    /// <param name="depth">How many collections may hold each other, 0 or more.</param>
    internal void Skip(int depth)
    {
        int start = Position;
        switch (Peek())
        {
            case MessagePackKind.Nil or MessagePackKind.Bool:
                Position++;
                break;
            case MessagePackKind.Integer:
                _ = Head("a value") == 0xcf ? (long)ReadUInt64() : ReadInt64();
                break;
            case MessagePackKind.Float:
                ReadDouble();
                break;
            case MessagePackKind.Text:
                SkipText();
                break;
            case MessagePackKind.Bytes:
                ReadBytes();
                break;
            case MessagePackKind.Extension:
                ReadExtension(out _);
                break;
            case MessagePackKind.Array:
                SkipItems(ReadArrayHeader(), depth, start);
                break;
            default:
                SkipItems(2L * ReadMapHeader(), depth, start);
                break;
        }
    }

    internal static WireException Bad(int position, string found, string expected) =>
        new(position, found, expected);

    /// <summary>Whether a text that nobody wants is UTF-8 is of no interest.</summary>
    private void SkipText()
    {
        int start = Position;
        byte head = Head("a text");
        int length = head <= 0xbf
            ? Fixed(head & 0x1f, "a text")
            : Length(1 << (head - 0xd9), "a text");
        Take(length, start, "a text");
    }

    private void SkipItems(long count, int depth, int start)
    {
        if (depth <= 0)
        {
            throw Bad(start, "one more collection in a collection", "less nesting");
        }

        for (long i = 0; i < count; i++)
        {
            Skip(depth - 1);
        }
    }

    private readonly MessagePackKind KindOf(byte head) => head switch
    {
        <= 0x7f or >= 0xe0 or (>= 0xcc and <= 0xd3) => MessagePackKind.Integer,
        <= 0x8f or 0xde or 0xdf => MessagePackKind.Map,
        <= 0x9f or 0xdc or 0xdd => MessagePackKind.Array,
        <= 0xbf or 0xd9 or 0xda or 0xdb => MessagePackKind.Text,
        0xc0 => MessagePackKind.Nil,
        0xc2 or 0xc3 => MessagePackKind.Bool,
        0xc4 or 0xc5 or 0xc6 => MessagePackKind.Bytes,
        0xca or 0xcb => MessagePackKind.Float,
        0xc1 => throw Bad(Position, "the byte 0xc1, which the format never uses", "a value"),
        _ => MessagePackKind.Extension,
    };

    private readonly byte Head(string expected) =>
        Position < _bytes.Length
            ? _bytes[Position]
            : throw Bad(Position, "the end", expected);

    private long Small(long value)
    {
        Position++;
        return value;
    }

    private int Fixed(int length, string expected)
    {
        Take(1, Position, expected);
        return length;
    }

    /// <summary>Takes the bytes behind a head.</summary>
    private ReadOnlySpan<byte> Body(int length, string expected)
    {
        int start = Position;
        return Take(length + 1, start, expected)[1..];
    }

    /// <summary>Takes a length of so many bytes that stands behind a head.</summary>
    private int Length(int width, string expected)
    {
        int start = Position;
        ReadOnlySpan<byte> body = Body(width, expected);
        uint length = width switch
        {
            1 => body[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(body),
            _ => BinaryPrimitives.ReadUInt32BigEndian(body),
        };
        return length <= (uint)Remaining
            ? (int)length
            : throw Lies(start, $"{expected} with a length of", length, "");
    }

    private ReadOnlySpan<byte> Take(int length, int start, string expected)
    {
        if (length > Remaining)
        {
            throw Bad(start, $"the end after {Number(_bytes.Length - start)} bytes", expected);
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Position, length);
        Position += length;
        return taken;
    }

    private readonly WireException Unexpected(string expected) =>
        Bad(Position, Words[(int)KindOf(_bytes[Position])], expected);

    private readonly WireException Lies(int start, string what, long count, string items) => Bad(
        start, $"{what} {Number(count)} {items}".TrimEnd(),
        $"no more than the {Number(Remaining)} bytes that are left can hold");

    private static string Number<T>(T value)
        where T : IFormattable =>
        value.ToString(null, CultureInfo.InvariantCulture);
}

/// <summary>
/// Writes the MessagePack format, each value in its shortest form. Allocates nothing by itself.
/// </summary>
internal readonly struct MessagePackWriter(IBufferWriter<byte> output)
{
    internal void Nil() => One(0xc0);

    internal void Bool(bool value) => One(value ? (byte)0xc3 : (byte)0xc2);

    internal void Integer(long value)
    {
        int log = value >= sbyte.MinValue ? 0 : value >= short.MinValue ? 1
            : value >= int.MinValue ? 2 : 3;
        if (value >= 0)
        {
            Whole((ulong)value);
        }
        else if (value >= -32)
        {
            One((byte)value);
        }
        else
        {
            Sized((byte)(0xd0 + log), 1 << log, (ulong)value);
        }
    }

    /// <summary>A whole number that is not negative.</summary>
    internal void Whole(ulong value)
    {
        int log = value <= byte.MaxValue ? 0 : value <= ushort.MaxValue ? 1
            : value <= uint.MaxValue ? 2 : 3;
        if (value <= 0x7f)
        {
            One((byte)value);
        }
        else
        {
            Sized((byte)(0xcc + log), 1 << log, value);
        }
    }

    internal void Single(float value) => Sized(0xca, 4, BitConverter.SingleToUInt32Bits(value));

    internal void Double(double value) => Sized(0xcb, 8, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>A text, as UTF-8.</summary>
    /// <exception cref="WireException">It holds half a surrogate pair.</exception>
    internal void Text(ReadOnlySpan<char> value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Header(length, 0xa0, 31, 0xd9, 0xda);
        Span<byte> room = output.GetSpan(Math.Max(length, 1));
        OperationStatus status = Utf8.FromUtf16(
            value, room, out int read, out int written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done || written != length)
        {
            throw MessagePackReader.Bad(read, "half a surrogate pair in a text", "Unicode");
        }

        output.Advance(length);
    }

    internal void Bytes(ReadOnlySpan<byte> value)
    {
        Header(value.Length, 0, -1, 0xc4, 0xc5);
        output.Write(value);
    }

    internal void ArrayHeader(int count) => Header(count, 0x90, 15, 0, 0xdc);

    internal void MapHeader(int count) => Header(count, 0x80, 15, 0, 0xde);

    internal void Extension(sbyte type, ReadOnlySpan<byte> body)
    {
        if (body.Length is 1 or 2 or 4 or 8 or 16)
        {
            One((byte)(0xd4 + int.Log2(body.Length)));
        }
        else
        {
            Header(body.Length, 0, -1, 0xc7, 0xc8);
        }

        One((byte)type);
        output.Write(body);
    }

    /// <summary>A moment in the shortest of its three forms.</summary>
    /// <param name="seconds">Since 1970.</param>
    /// <param name="nanoseconds">0 to 999 999 999.</param>
    internal void Timestamp(long seconds, uint nanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nanoseconds, 999_999_999U);
        Span<byte> body = stackalloc byte[12];
        if (seconds is < 0 or >= 1L << 34)
        {
            BinaryPrimitives.WriteUInt32BigEndian(body, nanoseconds);
            BinaryPrimitives.WriteInt64BigEndian(body[4..], seconds);
            Extension(-1, body);
            return;
        }

        bool isShort = nanoseconds == 0 && seconds <= uint.MaxValue;
        ulong both = ((ulong)nanoseconds << 34) | (ulong)seconds;
        BinaryPrimitives.WriteUInt64BigEndian(body, isShort ? both << 32 : both);
        Extension(-1, body[..(isShort ? 4 : 8)]);
    }

    /// <summary>
    /// A length: in the head up to a number of it, or in 8 (if there is a head for that), 16 or 32
    /// bits behind heads that follow each other.
    /// </summary>
    private void Header(int length, byte first, int most, byte head8, byte head16)
    {
        if (length <= most)
        {
            One((byte)(first | length));
        }
        else if (head8 != 0 && length <= byte.MaxValue)
        {
            Sized(head8, 1, (ulong)length);
        }
        else if (length <= ushort.MaxValue)
        {
            Sized(head16, 2, (ulong)length);
        }
        else
        {
            Sized((byte)(head16 + 1), 4, (ulong)length);
        }
    }

    private void One(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private void Sized(byte head, int width, ulong value)
    {
        Span<byte> room = output.GetSpan(9);
        BinaryPrimitives.WriteUInt64BigEndian(room[1..], value << (64 - (8 * width)));
        room[0] = head;
        output.Advance(width + 1);
    }
}
