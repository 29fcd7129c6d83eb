using System.Globalization;

namespace Offers.Masters.Store;

/// <summary>A cluster as the last life of the master left it.</summary>
internal sealed class Recovery
{
    private Recovery(Cluster cluster)
    {
        Cluster = cluster;
    }

    /// <summary>The cluster, which behaves as is wanted from now on.</summary>
    internal Cluster Cluster { get; }

    /// <summary>The moment of the last command that was kept; no later one is before it.</summary>
    internal Timestamp Last { get; private init; }

    /// <summary>Whether there was an earlier life.</summary>
    internal bool IsRestart { get; private init; }

    /// <summary>The number of that life; 0 when there was none.</summary>
    internal int Incarnation { get; private init; }

    /// <summary>Commands of the journal that were done again.</summary>
    internal long Entries { get; private init; }

    /// <summary>Bytes of a torn tail that were passed over.</summary>
    internal long TornBytes { get; private init; }

    /// <summary>Nothing yet.</summary>
    internal static Recovery Fresh(ClusterOptions wanted) =>
        new(new Cluster(ResourceSchema.CreateStandard(), wanted));

    /// <summary>Reads a snapshot, if the generation has one, and does its journal again.</summary>
    /// <exception cref="InvalidDataException">A file is spoilt.</exception>
    internal static Recovery Read(string journal, string? snapshot, ClusterOptions wanted)
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        ClusterSnapshot? state = snapshot is null ? null : ReadSnapshot(snapshot, schema);
        LineLogReader lines = new(journal);
        long entries = 0;
        Timestamp last = state?.Time ?? Timestamp.Zero;
        Cluster cluster;
        string header;
        try
        {
            using ClusterJournalReader reader = new(lines.Lines(), schema);
            header = new ClusterJournalWriter(schema).Header(reader.Options);
            cluster = state is null
                ? new Cluster(schema, reader.Options)
                : Cluster.Restore(schema, reader.Options, state);
            while (reader.Next() is { } entry)
            {
                last = entry.Time;
                entries++;
                cluster.Apply(entry.Command, entry.Time);
            }

            if (reader.TornLine is int torn)
            {
                throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture, $"line {torn} is no entry"));
            }
        }
        catch (Exception bad) when (bad is FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{journal}: {bad.Message}", bad);
        }

        ClusterSnapshot end = cluster.TakeSnapshot();
        return new Recovery(Changed(cluster, end, header, wanted))
        {
            Last = last,
            IsRestart = true,
            Incarnation = end.Incarnation,
            Entries = entries,
            TornBytes = lines.TornBytes,
        };
    }

    private static ClusterSnapshot ReadSnapshot(string path, ResourceSchema schema)
    {
        if (!File.Exists(path))
        {
            throw new InvalidDataException(
                $"{path}: found nothing, expected the snapshot that the journal goes on from");
        }

        LineLogReader lines = new(path);
        try
        {
            return new ClusterSnapshotReader(schema).Read(lines.Lines());
        }
        catch (FormatException bad)
        {
            throw new InvalidDataException($"{path}: {bad.Message}", bad);
        }
    }

    /// <summary>The cluster under options that are others than those it ran under.</summary>
    private static Cluster Changed(
        Cluster cluster, ClusterSnapshot state, string header, ClusterOptions wanted)
    {
        string now = new ClusterJournalWriter(cluster.Schema).Header(wanted);
        if (string.Equals(header, now, StringComparison.Ordinal))
        {
            return cluster;
        }

        try
        {
            return Cluster.Restore(cluster.Schema, wanted, state);
        }
        catch (Exception bad) when (bad is FormatException or ArgumentException)
        {
            throw new InvalidDataException(
                $"the options of the cluster do not go with its state: {bad.Message}", bad);
        }
    }
}
