using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Walks through the lines of a journal: passes over blank ones, puts the number of a line in front
/// of what is wrong with it, and tells a last line that breaks off from one that is damaged.
/// </summary>
internal sealed class JournalLines : IDisposable
{
    private readonly IEnumerator<string> _lines;
    private bool _isAtEnd;

    /// <summary>Goes to the first line, which is the header.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    internal JournalLines(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        _lines = lines.GetEnumerator();
        if (!MoveNext())
        {
            throw JsonShape.Bad("journal", "no line", "a header");
        }
    }

    /// <summary>The number of the line read last, from 1.</summary>
    internal int Line { get; private set; }

    /// <summary>The number of the last line if it broke off.</summary>
    internal int? TornLine { get; private set; }

    /// <summary>Reads the header.</summary>
    internal T Header<T>(Func<string, T> read) => AtLine(_lines.Current, read);

    /// <summary>
    /// Reads the next entry; null when there is none left, or only a line that breaks off.
    /// </summary>
    internal T? Next<T>(Func<string, T> read)
        where T : class
    {
        if (_isAtEnd || !MoveNext())
        {
            _isAtEnd = true;
            return null;
        }

        int line = Line;
        try
        {
            return AtLine(_lines.Current, read);
        }
        catch (FormatException bad) when (bad.InnerException is TornTextException)
        {
            if (MoveNext())
            {
                throw;
            }

            _isAtEnd = true;
            TornLine = line;
            Line = line;
            return null;
        }
    }

    /// <summary>Takes the moment of an entry, which is not before the last one.</summary>
    internal static Timestamp Moment(FieldReader fields, Timestamp last)
    {
        Timestamp time = fields.Moment("t");
        if (time < last)
        {
            string least = ExactNumber.Format(last.Ticks, FieldNumbers.TickDecimals);
            string found = ExactNumber.Format(time.Ticks, FieldNumbers.TickDecimals);
            throw JsonShape.Bad("t", found, $"{least} or later, as in the line before");
        }

        return time;
    }

    /// <summary>The version that a header names.</summary>
    internal static int VersionOf(string header, string name, int oldest, int newest)
    {
        using JsonDocument document = JsonText.ReadObject(header);
        JsonElement json = document.RootElement;
        if (!json.TryGetProperty("journal", out JsonElement found)
            || found.ValueKind != JsonValueKind.String || !found.ValueEquals(name))
        {
            throw JsonShape.Bad("journal", "another file", $"{{\"journal\":\"{name}\",...}}");
        }

        string expected = $"a version from {ExactNumber.Format(oldest, 0)} to "
            + ExactNumber.Format(newest, 0);
        if (!json.TryGetProperty("version", out JsonElement version))
        {
            throw JsonShape.Bad("version", "nothing", expected);
        }

        return (int)FieldNumbers.Whole(version, "version", oldest, newest, expected
            + " (a newer journal needs a newer release)");
    }

    /// <summary>Ends the reading of the lines.</summary>
    public void Dispose() => _lines.Dispose();

    private T AtLine<T>(string text, Func<string, T> read)
    {
        try
        {
            return read(text);
        }
        catch (FormatException bad)
        {
            throw new FormatException($"journal line {Line}: {bad.Message}", bad);
        }
    }

    private bool MoveNext()
    {
        while (_lines.MoveNext())
        {
            Line++;
            if (!_lines.Current.AsSpan().Trim().IsEmpty)
            {
                return true;
            }
        }

        return false;
    }
}
