using System.Globalization;
using CsvHelper;

namespace Offers.Simulation.Traces;

/// <summary>
/// Walks the rows of a table and turns every refusal into an <see cref="InputException"/> that
/// names file, line and field.
/// </summary>
internal sealed class TableReader : IDisposable
{
    private const NumberStyles Numeric = NumberStyles.AllowDecimalPoint
        | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;

    private readonly TraceFile _file;
    private readonly CsvReader _rows;

    internal TableReader(TraceFile file, char separator, CsvMode mode)
    {
        _file = file;
        _rows = CsvReader.Create(file.Text, new CsvReaderOptions
        {
            Separator = separator,
            Mode = mode,
            HasHeader = false,
            TrackLineNumbers = true,
            PoolStrings = true,
            OnMalformedRecord = Refuse,
        });
    }

    internal int FieldCount => _rows.FieldCount;

    internal int Line => (int)_rows.LineNumber;

    public void Dispose() => _rows.Dispose();

    /// <summary>Goes to the next row; false at the end. Empty lines are passed over.</summary>
    internal bool Read() => _rows.Read();

    internal string Text(int index) => _rows.GetString(index);

    internal InputException Fail(string field, string found, string expected) =>
        new(_file.Path, Line, field, found, expected);

    internal void RequireFields(int count)
    {
        if (FieldCount != count)
        {
            throw Fail(
                "row",
                string.Create(CultureInfo.InvariantCulture, $"{FieldCount} fields"),
                string.Create(CultureInfo.InvariantCulture, $"{count} fields"));
        }
    }

    /// <summary>A finite number from 0 to <paramref name="max"/>.</summary>
    internal double Number(int index, string field, double max)
    {
        bool read = double.TryParse(
            _rows.GetSpan(index), Numeric, CultureInfo.InvariantCulture, out double value);
        if (!read || !(value >= 0 && value <= max))
        {
            throw Fail(field, Text(index), string.Create(
                CultureInfo.InvariantCulture, $"a number from 0 to {max:0}"));
        }

        return value + 0.0; // -0 becomes 0.
    }

    /// <summary>A whole number within the bounds.</summary>
    internal long Whole(int index, string field, long min, long max)
    {
        bool read = long.TryParse(
            _rows.GetSpan(index),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out long value);
        if (!read || value < min || value > max)
        {
            throw Fail(field, Text(index), string.Create(
                CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"));
        }

        return value;
    }

    internal bool IsEmpty(int index) => _rows.GetSpan(index).IsEmpty;

    /// <summary>Text of at least one character and without control characters.</summary>
    internal string Name(int index, string field)
    {
        string text = Note(index, field);
        return text.Length > 0 ? text : throw Fail(field, text, "a name");
    }

    /// <summary>Text without control characters; it may be empty.</summary>
    internal string Note(int index, string field)
    {
        string text = Text(index);
        foreach (char c in text)
        {
            if (char.IsControl(c))
            {
                throw Fail(field, text, "text without control characters");
            }
        }

        return text;
    }

    private void Refuse(CsvMalformedRecord record)
    {
        string expected = record.Reason == CsvMalformedReason.UnterminatedQuote
            ? "a closing quote"
            : "quotes only around a whole field";
        throw new InputException(
            _file.Path, (int)record.LineNumber, "row", record.RawRecord, expected);
    }
}
