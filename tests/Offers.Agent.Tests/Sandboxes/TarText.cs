using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Offers.Agents.Tests.Sandboxes;

/// <summary>Parts of tar archives that no library would write.</summary>
internal static class TarText
{
    /// <summary>The most bytes that may extend an entry of what is fetched.</summary>
    internal const int ExtensionBound = 64 << 10;

    private const int Block = 512;

    internal static byte[] Header(string name, char kind, long size, bool isBase256 = false)
    {
        byte[] header = new byte[Block];
        Write(header, 0, name);
        Write(header, 100, "0000644\0");
        Write(header, 108, "0000000\0");
        Write(header, 116, "0000000\0");
        if (isBase256)
        {
            header[124] = 0x80;
            BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128), size);
        }
        else
        {
            Write(header, 124, Octal(size, 11) + "\0");
        }

        Write(header, 136, "00000000000\0");
        header[156] = (byte)kind;
        Write(header, 257, kind is 'L' or 'K' ? "ustar  \0" : "ustar\0" + "00");
        Write(header, 148, "        ");
        Write(header, 148, Octal(header.Sum(value => value), 6) + "\0 ");
        return header;
    }

    /// <summary>Attributes of exactly so many bytes, and what fills the last block.</summary>
    internal static byte[] Attributes(int size)
    {
        string start = size.ToString(CultureInfo.InvariantCulture) + " comment=";
        return Padded(start + new string('c', size - start.Length - 1) + "\n");
    }

    internal static byte[] Padded(string text)
    {
        byte[] bytes = new byte[(text.Length + Block - 1) / Block * Block];
        Write(bytes, 0, text);
        return bytes;
    }

    private static void Write(byte[] bytes, int at, string text) =>
        Encoding.ASCII.GetBytes(text).CopyTo(bytes, at);

    private static string Octal(long value, int digits) =>
        Convert.ToString(value, 8).PadLeft(digits, '0');
}
