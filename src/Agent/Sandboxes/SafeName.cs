using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Offers.Agents.Sandboxes;

/// <summary>
/// File names for names that come from outside: distinct names have distinct file names, none of
/// them is a path, hidden, or special.
/// </summary>
/// <remarks>
/// ASCII letters, digits, <c>_</c>, <c>-</c> and dots inside stay; any other UTF-16 unit is
/// <c>%XX</c> or <c>%uXXXX</c>; the empty name is <c>%</c>. A name whose file name would be longer
/// than <see cref="Bound"/> is its beginning, <c>%~</c> and its SHA-256. No file name ends in
/// <see cref="Ended"/>, so that what is called so beside a file is of nobody else.
/// </remarks>
internal static class SafeName
{
    /// <summary>The most bytes of a file name made here; leaves room for endings below 255.
    /// </summary>
    internal const int Bound = 200;

    /// <summary>A file name that no name has: links to the newest run are called so.</summary>
    internal const string Reserved = "latest";

    /// <summary>What no file name ends in: marks of ended runs do.</summary>
    internal const string Ended = ".ended";

    private const int KeptOfLong = 120;
    private const string Empty = "%";
    private const string LongMark = "%~";

    /// <summary>The file name of a name; any text is possible.</summary>
    internal static string Encode(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0)
        {
            return Empty;
        }

        var text = new StringBuilder(name.Length);
        for (int index = 0; index < name.Length && text.Length <= Bound; index++)
        {
            char unit = name[index];
            bool isFree = char.IsAsciiLetterOrDigit(unit) || unit is '_' or '-'
                || (unit == '.' && index > 0 && name.AsSpan(index) is not Ended);
            if (isFree && !(index == 0 && name is Reserved))
            {
                text.Append(unit);
            }
            else
            {
                Escape(unit, text);
            }
        }

        if (text.Length <= Bound)
        {
            return text.ToString();
        }

        // Of the UTF-16 units, as they may be no valid text.
        byte[] digest = SHA256.HashData(MemoryMarshal.AsBytes(name.AsSpan()));
        return text.ToString(0, KeptOfLong) + LongMark + Convert.ToHexStringLower(digest);
    }

    /// <summary>
    /// The name of a file name; null when it is of a name too long to be kept, or of none.
    /// </summary>
    internal static string? Decode(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        if (fileName is Empty)
        {
            return string.Empty;
        }

        var name = new StringBuilder(fileName.Length);
        int index = 0;
        while (index < fileName.Length)
        {
            if (fileName[index] != '%')
            {
                name.Append(fileName[index++]);
                continue;
            }

            bool isWide = index + 1 < fileName.Length && fileName[index + 1] == 'u';
            int from = index + (isWide ? 2 : 1);
            int length = isWide ? 4 : 2;
            if (from + length > fileName.Length || !ushort.TryParse(
                fileName.AsSpan(from, length),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out ushort unit))
            {
                return null;
            }

            name.Append((char)unit);
            index = from + length;
        }

        string result = name.ToString();
        return string.Equals(Encode(result), fileName, StringComparison.Ordinal) ? result : null;
    }

    private static void Escape(char unit, StringBuilder text)
    {
        if (unit <= byte.MaxValue)
        {
            text.Append(CultureInfo.InvariantCulture, $"%{(int)unit:X2}");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"%u{(int)unit:X4}");
        }
    }
}
