using System.Buffers;
using System.Globalization;

namespace Offers.Simulation.Results;

/// <summary>
/// Writes rows of comma-separated values (RFC 4180, with line feeds). Numbers are in the shortest
/// form that reads back to the same value; one that is not finite is an empty field.
/// </summary>
internal sealed class CsvRows(TextWriter output)
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private bool _isInRow;

    /// <summary>Writes the names of the columns.</summary>
    internal void Head(params IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            Add(name);
        }

        End();
    }

    /// <summary>Adds a text to the row, quoted where it has to be.</summary>
    internal CsvRows Add(string text)
    {
        Separate();
        if (!text.AsSpan().ContainsAny(Quoted) && text.AsSpan().Trim().Length == text.Length)
        {
            output.Write(text);
            return this;
        }

        output.Write('"');
        output.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        output.Write('"');
        return this;
    }

    /// <summary>Adds a number to the row.</summary>
    internal CsvRows Add(double value)
    {
        Separate();
        if (double.IsFinite(value))
        {
            Span<char> text = stackalloc char[32];
            value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
            output.Write(text[..length]);
        }

        return this;
    }

    /// <summary>Adds a seed to the row.</summary>
    internal CsvRows Add(ulong value)
    {
        Separate();
        output.Write(value.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>Ends the row.</summary>
    internal void End()
    {
        output.Write('\n');
        _isInRow = false;
    }

    private void Separate()
    {
        if (_isInRow)
        {
            output.Write(',');
        }

        _isInRow = true;
    }
}
