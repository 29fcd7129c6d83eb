using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Reads the lines that <see cref="ClusterSnapshotWriter"/> writes. A snapshot of a newer version
/// is refused, and so is one that breaks off: nothing is half read.
/// </summary>
/// <remarks>
/// Strict: an unknown or repeated field, a wrong type, a missing field, a name that no row in front
/// names, a row out of order or one too few, tasks and offers that are not those of the allocator
/// are errors that say which line and field, what was found and what was expected. Linear in the
/// length.
/// </remarks>
public sealed class ClusterSnapshotReader
{
    private readonly ResourceSchema _schema;
    private SnapshotLines? _lines;

    /// <summary>Creates a reader.</summary>
    /// <param name="schema">
    /// What the kinds are called: the snapshot's in the same order, then others; those that it
    /// lacks are added, unless the snapshot is refused.
    /// </param>
    public ClusterSnapshotReader(ResourceSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
    }

    /// <summary>The number of the line read last, from 1.</summary>
    public int Line => _lines?.Line ?? 0;

    /// <summary>Reads a snapshot that is all there is; blank lines are passed over.</summary>
    /// <param name="lines">The lines, without their ends.</param>
    /// <exception cref="FormatException">
    /// A line cannot be read, is missing, or one follows the end.
    /// </exception>
    public ClusterSnapshot Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        using IEnumerator<string> all = lines.GetEnumerator();
        int known = _schema.Count;
        try
        {
            ClusterSnapshot snapshot = Read(all);
            if (_lines!.Next() is not null)
            {
                throw JsonShape.Bad($"snapshot line {Line}", "a line", "nothing after the end");
            }

            known = _schema.Count;
            return snapshot;
        }
        finally
        {
            _schema.CutTo(known);
        }
    }

    /// <summary>
    /// Reads a snapshot that begins with the next line among others, and leaves the lines at its
    /// end: what follows is the next one.
    /// </summary>
    /// <param name="lines">The lines, without their ends; not the last one of the snapshot.</param>
    /// <param name="linesBefore">How many lines are before it, for <see cref="Line"/>.</param>
    /// <exception cref="FormatException">A line cannot be read or is missing.</exception>
    public ClusterSnapshot Read(IEnumerator<string> lines, int linesBefore = 0)
    {
        ArgumentNullException.ThrowIfNull(lines);
        _lines = new SnapshotLines(lines, linesBefore);
        int known = _schema.Count;
        try
        {
            ClusterSnapshot snapshot = ReadAll(lines, _lines);
            known = _schema.Count;
            return snapshot;
        }
        finally
        {
            _schema.CutTo(known);
        }
    }

    private ClusterSnapshot ReadAll(IEnumerator<string> lines, SnapshotLines all)
    {
        Func<AllocatorSnapshot, ClusterSnapshot> complete =
            all.Read(all.Take("a header"), _schema, ReadHeader);
        AllocatorSnapshot allocator = ReadAllocator(lines, all);
        ClusterSnapshotRows rows = AtHeader(all, () =>
        {
            _schema.Load(allocator.Kinds);
            return new ClusterSnapshotRows(complete(allocator), _schema);
        });
        while (true)
        {
            ClusterSnapshot? done = all.Read(
                all.Take("a row or the end of the snapshot"), _schema, fields =>
                    fields.Has("snapshot") ? rows.End(fields) : rows.Add(fields));
            if (done is not null)
            {
                return done;
            }
        }
    }

    private static AllocatorSnapshot ReadAllocator(IEnumerator<string> lines, SnapshotLines all)
    {
        SnapshotReader reader = new();
        try
        {
            return reader.Read(lines, all.Line);
        }
        finally
        {
            all.Line = reader.Line;
        }
    }

    private static T AtHeader<T>(SnapshotLines all, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (FormatException bad)
        {
            throw new FormatException($"snapshot up to line {all.Line}: {bad.Message}", bad);
        }
    }

    private static Func<AllocatorSnapshot, ClusterSnapshot> ReadHeader(FieldReader fields)
    {
        const string Expected = "{\"snapshot\":\"offers-cluster\",...}";
        string name = fields.Name("snapshot");
        if (!string.Equals(name, ClusterSnapshotWriter.Name, StringComparison.Ordinal))
        {
            throw JsonShape.Bad("snapshot", $"'{name}'", Expected);
        }

        SnapshotLines.Version(fields, ClusterSnapshotWriter.Version);
        Timestamp time = fields.Moment("t");
        int incarnation = fields.Int("incarnation");
        long lastOffer = fields.CountOf("last_offer");
        long lastTask = fields.CountOf("last_task");
        Timestamp nextBatch = fields.When("next_batch");
        Timestamp nextRemoval = fields.When("next_removal");
        Timestamp? expectedUntil = fields.OptionalWhen("expected_until");
        return allocator => new ClusterSnapshot
        {
            Allocator = allocator,
            Time = time,
            Incarnation = incarnation,
            LastOffer = lastOffer,
            LastTask = lastTask,
            NextBatch = nextBatch,
            NextRemoval = nextRemoval,
            ExpectedUntil = expectedUntil,
        };
    }
}
