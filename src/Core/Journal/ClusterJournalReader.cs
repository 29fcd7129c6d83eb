using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Reads the journal of a cluster line by line: first its header, then one entry after the other.
/// Journals of older versions are brought up to date while they are read; a newer one is refused.
/// </summary>
/// <remarks>
/// A last line that breaks off, as after a crash in mid-write, ends the journal and is told apart
/// from a damaged one by <see cref="TornLine"/>: nothing was sent that it says, so it may be cut
/// off. Any other line that cannot be read is an error with its number; blank lines are passed
/// over.
/// </remarks>
public sealed class ClusterJournalReader : IDisposable
{
    private readonly JournalLines _lines;
    private readonly CommandReader _kinds;
    private readonly UpgradeSteps _steps;
    private readonly int _version;
    private Timestamp _last;

    /// <summary>Reads the header.</summary>
    /// <param name="lines">The lines of the journal, without their ends.</param>
    /// <param name="schema">What the kinds are called; new names are added to it.</param>
    /// <exception cref="FormatException">
    /// There is no header, it is malformed, or its version is newer than
    /// <see cref="ClusterJournalWriter.Version"/>.
    /// </exception>
    public ClusterJournalReader(IEnumerable<string> lines, ResourceSchema schema)
        : this(lines, schema, JournalUpgrade.OfClusters)
    {
    }

    internal ClusterJournalReader(
        IEnumerable<string> lines, ResourceSchema schema, UpgradeSteps steps)
    {
        _kinds = new CommandReader(schema);
        _steps = steps;
        _lines = new JournalLines(lines);
        (_version, Options) = _lines.Header(ReadHeader);
    }

    /// <summary>How the cluster was set up.</summary>
    public ClusterOptions Options { get; }

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
    public ClusterJournalEntry? Next()
    {
        ClusterJournalEntry? entry = _lines.Next(ReadEntry);
        _last = entry?.Time ?? _last;
        return entry;
    }

    /// <summary>Ends the reading of the lines.</summary>
    public void Dispose() => _lines.Dispose();

    private (int Version, ClusterOptions Options) ReadHeader(string line)
    {
        int version = JournalLines.VersionOf(
            line, ClusterJournalWriter.Name, _steps.Oldest, _steps.Newest);
        using JsonDocument document = JsonText.ReadObject(_steps.Header(line, version));
        return (version, _kinds.Twice(document.RootElement, static fields =>
        {
            fields.TryTake("journal", out _);
            fields.TryTake("version", out _);
            return ClusterOptionsText.Read(fields);
        }));
    }

    private ClusterJournalEntry ReadEntry(string line)
    {
        using JsonDocument document = JsonText.ReadObject(_steps.Entry(line, _version));
        return _kinds.Twice(document.RootElement, fields => new ClusterJournalEntry(
            JournalLines.Moment(fields, _last), ClusterCommandReader.ReadFields(fields)));
    }
}
