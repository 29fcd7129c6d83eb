using System;

namespace Offers;

/// <summary>
/// Looks for halves of characters: text that no JSON string can stand for, raw or as <c>\u</c>.
/// </summary>
internal static class Surrogates
{
    /// <summary>The position of the first half without its other half, or -1. O(length).</summary>
    internal static int FindLone(string line)
    {
        int i = 0;
        while (i < line.Length)
        {
            int unit = UnitAt(line, i, out int length);
            if (unit is < 0xD800 or > 0xDFFF)
            {
                i += length;
                continue;
            }

            // Both halves must be written the same way: a raw one cannot be encoded alone.
            int low = UnitAt(line, i + length, out int lowLength);
            if (unit > 0xDBFF || low is < 0xDC00 or > 0xDFFF || lowLength != length)
            {
                return i;
            }

            i += length + lowLength;
        }

        return -1;
    }

    /// <summary>
    /// The code unit that begins here: a raw one, or the one that an escape stands for. Other
    /// escapes count as two plain characters.
    /// </summary>
    private static int UnitAt(string line, int at, out int length)
    {
        length = 1;
        if (at >= line.Length)
        {
            return 0;
        }

        if (line[at] != '\\' || at + 1 >= line.Length)
        {
            return line[at];
        }

        length = char.IsSurrogate(line[at + 1]) ? 1 : 2;
        if (line[at + 1] != 'u' || at + 6 > line.Length)
        {
            return 0;
        }

        int unit = 0;
        foreach (char digit in line.AsSpan(at + 2, 4))
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return 0;
            }

            unit = (unit * 16) + HexValue(digit);
        }

        length = 6;
        return unit;
    }

    private static int HexValue(char digit) =>
        char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
