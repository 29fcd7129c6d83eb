using System.Globalization;
using System.Numerics;
using System.Text;

namespace Offers.Masters.Store;

/// <summary>
/// A line with a check sum: its text, a tab, and the CRC-32C of the text in UTF-8 as eight
/// hexadecimal digits. Texts hold neither tabs nor line ends, as JSON does not.
/// </summary>
internal static class SummedLine
{
    private const int Digits = 8;

    /// <summary>The text with its sum, without a line end.</summary>
    internal static string Of(string text) => string.Create(
        CultureInfo.InvariantCulture, $"{text}\t{SumOf(Encoding.UTF8.GetBytes(text)):x8}");

    /// <summary>Takes the text of a line whose sum is right.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="text">The text in front of the sum; empty when the answer is no.</param>
    internal static bool TryRead(ReadOnlySpan<byte> line, out string text)
    {
        text = "";
        int tab = line.Length - Digits - 1;
        if (tab < 0 || line[tab] != (byte)'\t'
            || !uint.TryParse(line[(tab + 1)..], NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture, out uint sum)
            || sum != SumOf(line[..tab]))
        {
            return false;
        }

        text = Encoding.UTF8.GetString(line[..tab]);
        return true;
    }

    /// <summary>Whether a line looks as if it had a sum.</summary>
    internal static bool IsOne(string line) =>
        line.Length > Digits && line[line.Length - Digits - 1] == '\t';

    private static uint SumOf(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
