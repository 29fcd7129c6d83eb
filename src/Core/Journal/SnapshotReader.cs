using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Reads the lines that <see cref="SnapshotWriter"/> writes. A snapshot of a newer version is
/// refused.
/// </summary>
/// <remarks>
/// Strict: an unknown or repeated field, a wrong type, a missing field, a name that no row in front
/// names, a row out of order or one too few is an error that says which line and field, what was
/// found and what was expected; nothing is half read. Whether the amounts go together is seen when
/// the snapshot is restored. The resources in it are of a schema of their own, not to be mixed with
/// those of another. Linear in the length.
/// </remarks>
public sealed class SnapshotReader
{
    private SnapshotLines? _lines;

    /// <summary>The number of the line read last, from 1.</summary>
    public int Line => _lines?.Line ?? 0;

    /// <summary>Reads a snapshot that is all there is; blank lines are passed over.</summary>
    /// <param name="lines">The lines, without their ends.</param>
    /// <exception cref="FormatException">
    /// A line cannot be read, is missing, or one follows the end.
    /// </exception>
    public AllocatorSnapshot Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        using IEnumerator<string> all = lines.GetEnumerator();
        AllocatorSnapshot snapshot = Read(all);
        return _lines!.Next() is null
            ? snapshot
            : throw JsonShape.Bad($"snapshot line {Line}", "a line", "nothing after the end");
    }

    /// <summary>
    /// Reads a snapshot that begins with the next line among others, and leaves the lines at its
    /// end: what follows is the next one.
    /// </summary>
    /// <param name="lines">The lines, without their ends; not the last one of the snapshot.</param>
    /// <param name="linesBefore">How many lines are before it, for <see cref="Line"/>.</param>
    /// <exception cref="FormatException">A line cannot be read or is missing.</exception>
    public AllocatorSnapshot Read(IEnumerator<string> lines, int linesBefore = 0)
    {
        ArgumentNullException.ThrowIfNull(lines);
        SnapshotLines all = new(lines, linesBefore);
        _lines = all;
        SnapshotRowReader rows = all.Read(all.Take("a header"), new ResourceSchema(), ReadHeader);
        while (true)
        {
            AllocatorSnapshot? done = all.Read(
                all.Take("a row or the end of the snapshot"), rows.Schema, fields =>
                    fields.Has("snapshot") ? rows.End(fields) : rows.Add(fields));
            if (done is not null)
            {
                return done;
            }
        }
    }

    private static SnapshotRowReader ReadHeader(FieldReader fields)
    {
        const string Expected = "{\"snapshot\":\"offers\",...}";
        string name = fields.Name("snapshot");
        if (!string.Equals(name, SnapshotWriter.Name, StringComparison.Ordinal))
        {
            throw JsonShape.Bad("snapshot", $"'{name}'", Expected);
        }

        SnapshotLines.Version(fields, SnapshotWriter.Version);
        long? awaited = fields.OptionalCountOf("awaited_agents");
        AllocatorSnapshot head = new()
        {
            Time = fields.MomentAt("t"),
            FiltersEndedAt = fields.MomentAt("filters_ended"),
            Runs = fields.CountOf("runs"),
            HasPendingRun = fields.Flag("pending", false),
            AllAreCandidates = fields.Flag("all_candidates", false),
            IsPaused = fields.Flag("paused", false),
            AwaitedAgents = awaited,
            RecoveryDeadline = awaited is null ? Timestamp.Never : fields.MomentAt("deadline"),
            Kinds = fields.Kinds("kinds"),
        };
        return new SnapshotRowReader(head);
    }
}
