using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Does again what the journal of a cluster says, with a <see cref="Cluster"/> of its own, and sums
/// up what comes of it.
/// </summary>
/// <remarks>
/// A refused command may stand in a journal, for the time that had passed when it came; it is
/// counted, and refused again. Whether this release decides as the one that wrote the journal the
/// digests tell.
/// </remarks>
public sealed class ClusterJournalReplay
{
    private readonly Action<ClusterJournalEntry, ClusterStatus>? _done;
    private MessageDigest _messages;

    /// <summary>A replay.</summary>
    /// <param name="done">Hears of each entry what became of it; null for none.</param>
    public ClusterJournalReplay(Action<ClusterJournalEntry, ClusterStatus>? done = null) =>
        _done = done;

    /// <summary>What the kinds are called; those of the journal are added.</summary>
    public ResourceSchema Schema { get; } = ResourceSchema.CreateStandard();

    /// <summary>Entries done again.</summary>
    public long Entries { get; private set; }

    /// <summary>Those of <see cref="Entries"/> that were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>
    /// The number of the last line if it breaks off, as after a crash; null otherwise.
    /// </summary>
    public int? TornLine { get; private set; }

    /// <summary>Time of the last entry; zero when there is none.</summary>
    public Timestamp Now { get; private set; }

    /// <summary>
    /// The cluster as it is now, of <see cref="Schema"/>; null before <see cref="Run"/>. A host
    /// that starts again goes on with it.
    /// </summary>
    public Cluster? Cluster { get; private set; }

    /// <summary>Sums up all messages: the same digest means the same decisions.</summary>
    public ulong MessageDigest => _messages.Value;

    /// <summary>Sums up the state at the end; 0 before <see cref="Run"/>. O(everything).</summary>
    public ulong StateDigest => Cluster?.ComputeDigest() ?? 0;

    /// <summary>
    /// Replays a journal from its first line to its last, once. What was read before a line that
    /// cannot be read has been done.
    /// </summary>
    /// <exception cref="FormatException">A line cannot be read.</exception>
    public void Run(IEnumerable<string> lines)
    {
        using ClusterJournalReader reader = new(lines, Schema);
        Cluster cluster = new(Schema, reader.Options);
        Cluster = cluster;
        while (reader.Next() is ClusterJournalEntry entry)
        {
            Now = entry.Time;
            ClusterEffects effects = cluster.Apply(entry.Command, Now);
            _messages.Add(effects, Now);
            Entries++;
            Refused += effects.Status == ClusterStatus.Ok ? 0 : 1;
            _done?.Invoke(entry, effects.Status);
        }

        TornLine = reader.TornLine;
    }
}
