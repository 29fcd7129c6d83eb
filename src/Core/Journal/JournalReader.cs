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
    private readonly JournalLines _lines;
    private readonly CommandReader _commands;
    private readonly int _version;
    private Timestamp _last;

    /// <summary>Reads the header.</summary>
    /// <param name="lines">The lines of the journal, without their ends.</param>
    /// <param name="schema">What the kinds are called; new names are added to it.</param>
    /// <exception cref="FormatException">
    /// There is no header, it is malformed, or its version is newer than
    /// <see cref="JournalWriter.Version"/>.
    /// </exception>
    public JournalReader(IEnumerable<string> lines, ResourceSchema schema)
    {
        _commands = new CommandReader(schema);
        _lines = new JournalLines(lines);
        (_version, Init) = _lines.Header(ReadHeader);
    }

    /// <summary>How the cell was set up.</summary>
    public InitOptions Init { get; }

    /// <summary>The number of the line read last, from 1.</summary>
    public int Line => _lines.Line;

    /// <summary>
    /// The number of the last line if it breaks off, known when there is no entry left; null
    /// otherwise.
    /// </summary>
    public int? TornLine => _lines.TornLine;

    /// <summary>Reads the next entry.</summary>
    /// <returns>Null when there is none left, or only a line that breaks off.</returns>
    /// <exception cref="FormatException">
    /// The line cannot be read, or its time is before that of the entry in front of it.
    /// </exception>
    public JournalEntry? Next()
    {
        JournalEntry? entry = _lines.Next(ReadEntry);
        _last = entry?.Time ?? _last;
        return entry;
    }

    /// <summary>Ends the reading of the lines.</summary>
    public void Dispose() => _lines.Dispose();

    private (int Version, InitOptions Init) ReadHeader(string line)
    {
        UpgradeSteps steps = JournalUpgrade.OfAllocators;
        int version =
            JournalLines.VersionOf(line, JournalWriter.Name, steps.Oldest, JournalWriter.Version);
        using JsonDocument document = JsonText.ReadObject(steps.Header(line, version));
        return (version, _commands.Twice(document.RootElement, static fields =>
        {
            fields.TryTake("journal", out _);
            fields.TryTake("version", out _);
            return InitFields.Read(fields);
        }));
    }

    private JournalEntry ReadEntry(string line)
    {
        string newest = JournalUpgrade.OfAllocators.Entry(line, _version);
        using JsonDocument document = JsonText.ReadObject(newest);
        return _commands.Twice(document.RootElement, fields =>
        {
            Timestamp time = JournalLines.Moment(fields, _last);
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
