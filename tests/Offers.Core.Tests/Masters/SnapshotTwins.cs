namespace Offers.Core.Tests.Masters;

/// <summary>
/// A cluster and one restored from the text of a snapshot of it, now and then anew; everything is
/// done to both, and everything that can be told is compared. What has to be in the journal is.
/// </summary>
internal sealed class SnapshotTwins
{
    private readonly Random _random;
    private readonly ClusterJournalWriter _journal;
    private readonly ClusterCommandWriter _commands;
    private readonly List<string> _lines;
    private Cluster _restored = null!;
    private ResourceSchema _otherSchema = null!;
    private List<string> _snapshot = [];
    private int _tail;

    internal SnapshotTwins(Random random, ClusterOptions options, ResourceSchema schema)
    {
        _random = random;
        Schema = schema;
        Original = new Cluster(schema, options);
        _journal = new ClusterJournalWriter(schema);
        _commands = new ClusterCommandWriter(schema);
        _lines = [_journal.Header(options)];
        Restore();
    }

    internal ResourceSchema Schema { get; }

    internal Cluster Original { get; }

    internal Timestamp Now { get; private set; }

    internal Dictionary<string, int> Seen { get; } = new(StringComparer.Ordinal);

    internal IReadOnlyList<string> Snapshot => _snapshot;

    internal static List<string> TextOf(ClusterSnapshot snapshot)
    {
        List<string> lines = [];
        ClusterSnapshotWriter.Write(snapshot, lines.Add);
        return lines;
    }

    /// <summary>Does a command to both; a snapshot is taken before, now and then.</summary>
    internal void Do(ClusterCommand command)
    {
        if (_random.Next(8) == 0)
        {
            Restore();
        }

        if (_random.Next(3) > 0)
        {
            Pass(command is AdvanceTime);
        }

        ulong before = Original.ComputeDigest();
        ClusterCommand again = new ClusterCommandReader(_otherSchema).Read(
            _commands.Write(command));
        (string status, Durability durability) = Apply(Original, Schema, command, out var told);
        (string other, _) = Apply(_restored, _otherSchema, again, out var heard);
        Assert.Equal(status, other);
        Assert.Equal(told, heard);
        Count(command, status, told);
        Compare();
        if (durability == Durability.None)
        {
            Assert.Equal(before, Original.ComputeDigest());
        }
        else
        {
            _lines.Add(_journal.Line(command, Now));
        }
    }

    /// <summary>The journal from its beginning, and a snapshot with the rest of the journal.</summary>
    internal void CompareReplays()
    {
        ClusterJournalReplay replay = new();
        replay.Run(_lines);
        Same(Original, replay.Cluster!);
        Assert.Equal(Original.ComputeDigest(), replay.StateDigest);

        ResourceSchema schema = new();
        Cluster tail = Cluster.Restore(
            schema, Original.Options, new ClusterSnapshotReader(schema).Read(_snapshot));
        using ClusterJournalReader entries =
            new([_lines[0], .. _lines.Skip(_tail)], schema);
        while (entries.Next() is ClusterJournalEntry entry)
        {
            tail.Apply(entry.Command, entry.Time);
        }

        Same(Original, tail);
        Assert.Equal(Original.ComputeDigest(), tail.ComputeDigest());
    }

    private void Pass(bool isAwaited)
    {
        Timestamp next = Original.NextDeadline;
        Timestamp most = Now + TimeSpan.FromSeconds(isAwaited ? 10 : 0.5);
        Now = isAwaited && next <= most && next > Now
            ? next
            : Now + TimeSpan.FromTicks(_random.NextInt64((most - Now).Ticks / 2));
    }

    private void Restore()
    {
        ClusterSnapshot taken = Original.TakeSnapshot();
        _snapshot = TextOf(taken);
        _tail = _lines.Count;
        _otherSchema = new ResourceSchema();
        ClusterSnapshotReader reader = new(_otherSchema);
        ClusterSnapshot read = reader.Read(_snapshot);
        Assert.Equal(_snapshot.Count, reader.Line);
        Assert.Equal(taken, read);
        Assert.Equal(_snapshot, TextOf(read));
        _restored = Cluster.Restore(_otherSchema, Original.Options, read);
        Assert.Equal(_snapshot, TextOf(_restored.TakeSnapshot()));
        Compare();
        Assert.Empty(ClusterInvariants.Check(_restored));
    }

    private void Compare()
    {
        Same(Original, _restored);
        if (Original.ComputeDigest() != _restored.ComputeDigest())
        {
            Assert.Equal(TextOf(Original.TakeSnapshot()), TextOf(_restored.TakeSnapshot()));
            Assert.Fail("the digest tells more than the snapshot");
        }

        Assert.Equal(Original.NextDeadline, _restored.NextDeadline);
        Assert.Empty(ClusterInvariants.Check(Original));
    }

    private static void Same(Cluster left, Cluster right) => Assert.Equal(
        (left.FrameworkCount, left.AgentCount, left.TaskCount, left.OpenOfferCount),
        (right.FrameworkCount, right.AgentCount, right.TaskCount, right.OpenOfferCount));

    private void Count(ClusterCommand command, string status, List<string> told)
    {
        string[] keys = [$"{command.GetType().Name} {status.Split(',')[0]}", .. told.Select(line =>
            line.Split('"')[3])];
        foreach (string key in keys)
        {
            Seen[key] = Seen.GetValueOrDefault(key) + 1;
        }
    }

    private (string Status, Durability Durability) Apply(
        Cluster cluster, ResourceSchema schema, ClusterCommand command, out List<string> told)
    {
        ClusterEffects effects = cluster.Apply(command, Now);
        told = [];
        SchedulerEventWriter events = new(schema);
        AgentInstructionWriter instructions = new(schema);
        foreach (ref readonly ClusterMessage message in effects.Messages)
        {
            string text = message.Kind < MessageKind.AgentAdmitted
                ? events.Write(cluster.EventOf(in message))
                : instructions.Write(cluster.InstructionOf(in message));
            told.Add($"{text} {message.Framework} {message.Agent} {message.Connection}");
        }

        return ($"{effects.Status}, {effects.Durability}", effects.Durability);
    }
}
