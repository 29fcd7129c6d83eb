using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Reads a journal line by line: first its header, then one entry after the other. Journals of
/// older versions are brought up to date while they are read; a newer one is refused.
/// </summary>
/// <remarks>
/// The last line of a journal whose host was stopped in mid-write breaks off. It ends the journal
/// and is told apart from a damaged one by <see cref="TornLine"/>. Any other line that cannot be
/// read is an error with its number; blank lines are passed over.
/// </remarks>
public sealed class JournalReader : IDisposable
{
    private readonly IEnumerator<string> _lines;
    private readonly CommandReader _commands;
    private readonly int _version;
    private Timestamp _last;
    private bool _isAtEnd;

    /// <summary>Reads the header.</summary>
    /// <param name="lines">The lines of the journal, without their ends.</param>
    /// <param name="schema">What the kinds are called; new names are added to it.</param>
    /// <exception cref="FormatException">
    /// There is no header, it is malformed, or its version is newer than
    /// <see cref="JournalWriter.Version"/>.
    /// </exception>
    public JournalReader(IEnumerable<string> lines, ResourceSchema schema)
    {
        ArgumentNullException.ThrowIfNull(lines);
        _commands = new CommandReader(schema);
        _lines = lines.GetEnumerator();
        if (!NextLine())
        {
            throw JsonShape.Bad("journal", "no line", "a header");
        }

        (_version, Init) = AtLine(ReadHeader);
    }

    /// <summary>How the cell was set up.</summary>
    public InitOptions Init { get; }

    /// <summary>The number of the line read last, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>
    /// The number of the last line if it breaks off, known when there is no entry left; null
    /// otherwise.
    /// </summary>
    public int? TornLine { get; private set; }

    /// <summary>Reads the next entry.</summary>
    /// <returns>Null when there is none left, or only a line that breaks off.</returns>
    /// <exception cref="FormatException">
    /// The line cannot be read, or its time is before that of the entry in front of it.
    /// </exception>
    public JournalEntry? Next()
    {
        if (_isAtEnd || !NextLine())
        {
            _isAtEnd = true;
            return null;
        }

        int line = Line;
        string text = _lines.Current;
        try
        {
            JournalEntry entry = AtLine(() => ReadEntry(text));
            _last = entry.Time;
            return entry;
        }
        catch (FormatException bad) when (bad.InnerException is TornTextException)
        {
            if (NextLine())
            {
                throw;
            }

            _isAtEnd = true;
            TornLine = line;
            Line = line;
            return null;
        }
    }

    /// <summary>Ends the reading of the lines.</summary>
    public void Dispose() => _lines.Dispose();

    private bool NextLine()
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

    private T AtLine<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException bad)
        {
            throw new FormatException($"journal line {Line}: {bad.Message}", bad);
        }
    }

    private (int Version, InitOptions Init) ReadHeader()
    {
        int version = VersionOf(_lines.Current);
        string header = JournalUpgrade.Header(_lines.Current, version);
        using JsonDocument document = JsonText.ReadObject(header);
        return (version, _commands.Twice(document.RootElement, static fields =>
        {
            fields.TryTake("journal", out _);
            fields.TryTake("version", out _);
            return InitFields.Read(fields);
        }));
    }

    private static int VersionOf(string header)
    {
        using JsonDocument document = JsonText.ReadObject(header);
        JsonElement json = document.RootElement;
        if (!json.TryGetProperty("journal", out JsonElement name)
            || name.ValueKind != JsonValueKind.String || !name.ValueEquals(JournalWriter.Name))
        {
            throw JsonShape.Bad("journal", "another file", "{\"journal\":\"offers\",...}");
        }

        string expected = $"a version from 0 to {JournalWriter.Version}";
        if (!json.TryGetProperty("version", out JsonElement version))
        {
            throw JsonShape.Bad("version", "nothing", expected);
        }

        return (int)FieldNumbers.Whole(version, "version", 0, JournalWriter.Version, expected
            + " (a newer journal needs a newer release)");
    }

    private JournalEntry ReadEntry(string line)
    {
        using JsonDocument document = JsonText.ReadObject(JournalUpgrade.Entry(line, _version));
        return _commands.Twice(document.RootElement, fields =>
        {
            Timestamp time = fields.Moment("t");
            if (time < _last)
            {
                string last = ExactNumber.Format(_last.Ticks, FieldNumbers.TickDecimals);
                string found = ExactNumber.Format(time.Ticks, FieldNumbers.TickDecimals);
                throw JsonShape.Bad("t", found, $"{last} or later, as in the line before");
            }

            return fields.Has("run") ? ReadRun(fields, time)
                : JournalEntry.Of(CommandReader.ReadFields(fields), time);
        });
    }

    private static JournalEntry ReadRun(FieldReader fields, Timestamp time)
    {
        JournalEntryKind kind = fields.Word<JournalEntryKind>("run", Runs);
        switch (kind)
        {
            case JournalEntryKind.Timers:
                return JournalEntry.Timers(time);
            case JournalEntryKind.PendingRun:
                return JournalEntry.PendingRun(time);
            case JournalEntryKind.Batch:
                return JournalEntry.Batch(time);
            default:
                const string Expected = "a whole number from 1 on";
                JsonElement count = fields.Take("count", Expected);
                return JournalEntry.SkippedBatches(
                    FieldNumbers.Whole(count, "count", 1, long.MaxValue, Expected), time);
        }
    }

    private static readonly (string, JournalEntryKind)[] Runs =
    [
        ("timers", JournalEntryKind.Timers),
        ("pending", JournalEntryKind.PendingRun),
        ("batch", JournalEntryKind.Batch),
        ("skip", JournalEntryKind.SkippedBatches),
    ];
}
