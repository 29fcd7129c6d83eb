using System.Buffers;
using System.Globalization;
using System.Text;

namespace Offers.Wire.Tests.Codec;

/// <summary>
/// Any value of the format, written, read and told in one text that an independent program tells as
/// well.
/// </summary>
internal static class Node
{
    private static readonly long[] Edges =
    [
        0, 1, 31, 32, 127, 128, 255, 256, 65535, 65536, uint.MaxValue, 1L + uint.MaxValue,
        long.MaxValue, -1, -32, -33, -128, -129, -32768, -32769, int.MinValue, 1L * int.MinValue - 1,
        long.MinValue,
    ];

    private static readonly int[] Lengths = [0, 1, 2, 3, 4, 8, 15, 16, 17, 31, 32, 33, 255, 256, 300];

    /// <summary>Writes a random value and tells it.</summary>
    internal static string Write(MessagePackWriter writer, Random random, int depth)
    {
        switch (random.Next(depth > 0 ? 12 : 10))
        {
            case 0:
                writer.Nil();
                return "nil";
            case 1:
                bool flag = random.Next(2) == 0;
                writer.Bool(flag);
                return flag ? "true" : "false";
            case 2:
                long number = Edges[random.Next(Edges.Length)];
                writer.Integer(number);
                return $"i{Text(number)}";
            case 3:
                ulong whole = (ulong)random.NextInt64(long.MinValue, long.MaxValue)
                    >> random.Next(64);
                writer.Whole(whole);
                return $"i{whole.ToString(CultureInfo.InvariantCulture)}";
            case 4:
                float single = BitConverter.Int32BitsToSingle(random.Next(0x7f000000));
                writer.Single(single);
                return Tell(single);
            case 5:
                double real = BitConverter.Int64BitsToDouble(random.NextInt64(0x7fe0L << 48));
                writer.Double(real);
                return Tell(real);
            case 6:
                string text = AnyText(random);
                writer.Text(text);
                return Tell('s', Encoding.UTF8.GetBytes(text));
            case 7:
                byte[] bytes = AnyBytes(random);
                writer.Bytes(bytes);
                return Tell('b', bytes);
            case 8:
                return WriteExtension(writer, random);
            case 9:
                return WriteTimestamp(writer, random);
            default:
                return WriteCollection(writer, random, depth);
        }
    }

    /// <summary>Reads a value and tells it.</summary>
    internal static string Read(ref MessagePackReader reader)
    {
        switch (reader.Peek())
        {
            case MessagePackKind.Nil:
                Assert.True(reader.TryReadNil());
                return "nil";
            case MessagePackKind.Bool:
                return reader.ReadBool() ? "true" : "false";
            case MessagePackKind.Integer:
                MessagePackReader ahead = reader;
                try
                {
                    return $"i{Text(reader.ReadInt64())}";
                }
                catch (WireException)
                {
                    reader = ahead;
                    return $"i{reader.ReadUInt64().ToString(CultureInfo.InvariantCulture)}";
                }

            case MessagePackKind.Float:
                return Tell(reader.ReadDouble());
            case MessagePackKind.Text:
                return Tell('s', reader.ReadText());
            case MessagePackKind.Bytes:
                return Tell('b', reader.ReadBytes());
            case MessagePackKind.Extension:
                return ReadExtension(ref reader);
            case MessagePackKind.Array:
                return $"[{ReadItems(ref reader, reader.ReadArrayHeader())}]";
            default:
                return $"{{{ReadItems(ref reader, 2 * reader.ReadMapHeader())}}}";
        }
    }

    private static string ReadItems(ref MessagePackReader reader, int count)
    {
        StringBuilder text = new();
        for (int i = 0; i < count; i++)
        {
            text.Append(Read(ref reader)).Append(',');
        }

        return text.ToString();
    }

    private static string ReadExtension(ref MessagePackReader reader)
    {
        MessagePackReader ahead = reader;
        ReadOnlySpan<byte> body = reader.ReadExtension(out sbyte type);
        if (type != -1)
        {
            return $"e{type.ToString(CultureInfo.InvariantCulture)}{Tell('x', body)}";
        }

        reader = ahead;
        (long seconds, uint nanoseconds) = reader.ReadTimestamp();
        return $"t{Text(seconds)}.{Text(nanoseconds)}";
    }

    private static string WriteExtension(MessagePackWriter writer, Random random)
    {
        byte[] body = AnyBytes(random);
        sbyte type = (sbyte)random.Next(0, 128);
        writer.Extension(type, body);
        return $"e{type.ToString(CultureInfo.InvariantCulture)}{Tell('x', body)}";
    }

    private static string WriteTimestamp(MessagePackWriter writer, Random random)
    {
        long seconds = random.Next(4) switch
        {
            0 => random.NextInt64(1L << 32),
            1 => random.NextInt64(1L << 34),
            2 => -random.NextInt64(1L << 34),
            _ => random.NextInt64(1L << 33, 1L << 36),
        };
        uint nanoseconds = random.Next(2) == 0 ? 0 : (uint)random.Next(1_000_000_000);
        writer.Timestamp(seconds, nanoseconds);
        return $"t{Text(seconds)}.{Text(nanoseconds)}";
    }

    private static string WriteCollection(MessagePackWriter writer, Random random, int depth)
    {
        int count = random.Next(20) == 0 ? random.Next(14, 20) : random.Next(5);
        StringBuilder text = new();
        if (random.Next(2) == 0)
        {
            writer.ArrayHeader(count);
            for (int i = 0; i < count; i++)
            {
                text.Append(Write(writer, random, depth - 1)).Append(',');
            }

            return $"[{text}]";
        }

        writer.MapHeader(count);
        for (int i = 0; i < count; i++)
        {
            // Keys differ, because the other program keeps one of equal ones.
            writer.Integer(i);
            text.Append('i').Append(Text(i)).Append(',').Append(Write(writer, random, depth - 1))
                .Append(',');
        }

        return $"{{{text}}}";
    }

    private static string AnyText(Random random)
    {
        StringBuilder text = new();
        int length = Lengths[random.Next(Lengths.Length)];
        for (int i = 0; i < length; i++)
        {
            text.Append(random.Next(10) switch
            {
                0 => "ü",
                1 => "名",
                2 => "\U0001F600",
                _ => ((char)random.Next(0, 128)).ToString(),
            });
        }

        return text.ToString();
    }

    private static byte[] AnyBytes(Random random)
    {
        byte[] bytes = new byte[random.Next(200) == 0
            ? random.Next(65_530, 65_545)
            : Lengths[random.Next(Lengths.Length)]];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Tell(double value) =>
        $"f{BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture)}";

    private static string Tell(char sort, ReadOnlySpan<byte> bytes) =>
        $"{sort}{Convert.ToHexStringLower(bytes)}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
