using System.Globalization;
using System.Text;

namespace Offers.Simulation;

/// <summary>
/// Says that something read from outside is not what it has to be: which file, which line,
/// which field, what stood there and what was expected. The message is always one line.
/// </summary>
/// <remarks>
/// A reader that throws this has produced nothing; there is no half-read result.
/// </remarks>
public sealed class InputException : Exception
{
    private const int LongestQuote = 60;

    /// <summary>Creates the exception and its one-line message.</summary>
    /// <param name="file">The file as the caller named it.</param>
    /// <param name="line">The line, from 1; 0 when the problem has no line.</param>
    /// <param name="field">The column, option or part of the file that is wrong.</param>
    /// <param name="found">What stood there; shortened and made printable for the message.</param>
    /// <param name="expected">What would have been right.</param>
    public InputException(string file, int line, string field, string found, string expected)
        : base(Describe(file, line, field, found, expected))
    {
        File = file;
        Line = line;
        Field = field;
        Found = found;
        Expected = expected;
    }

    /// <summary>The file as the caller named it.</summary>
    public string File { get; }

    /// <summary>The line in the (decompressed) file, from 1; 0 when there is none.</summary>
    public int Line { get; }

    /// <summary>The column, option or part of the file that is wrong.</summary>
    public string Field { get; }

    /// <summary>What stood there, in full.</summary>
    public string Found { get; }

    /// <summary>What would have been right.</summary>
    public string Expected { get; }

    private static string Describe(
        string file, int line, string field, string found, string expected)
    {
        string place = line > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{OneLine(file)}:{line}")
            : OneLine(file);
        return $"{place}: {Quote(field)}: found '{Quote(found)}', expected {OneLine(expected)}";
    }

    private static string Quote(string text)
    {
        string printable = OneLine(text);
        return printable.Length <= LongestQuote
            ? printable
            : string.Concat(printable.AsSpan(0, LongestQuote), "...");
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (IsPrintable(c))
            {
                line.Append(c);
            }
            else
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        return line.ToString();
    }

    private static bool IsPrintable(char c) =>
        !char.IsControl(c) && c is not ('\u2028' or '\u2029');
}
