using System.Globalization;
using Offers.Masters.Store;

namespace Offers.Simulation.Commands;

/// <summary>
/// Does again what the journal of a cluster says, from nothing or from the snapshot that it goes on
/// from, with the check sums of a master's files or without.
/// </summary>
internal sealed class ClusterReplay
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();
    private readonly Action<string>? _effects;
    private MessageDigest _messages;
    private Cluster? _cluster;

    private ClusterReplay(Action<string>? effects) => _effects = effects;

    /// <summary>Sums up all messages.</summary>
    internal ulong DecisionDigest => _messages.Value;

    /// <summary>Sums up the state at the end.</summary>
    internal ulong StateDigest => _cluster!.ComputeDigest();

    /// <summary>The time of the last entry, or of the snapshot.</summary>
    internal Timestamp Now { get; private set; }

    /// <summary>The number of the last line if it breaks off; null otherwise.</summary>
    internal int? TornLine { get; private set; }

    /// <summary>Whether the first line of a journal says that it is of a cluster.</summary>
    internal static bool IsHeader(string line) =>
        line.Contains("\"journal\":\"offers-cluster\"", StringComparison.Ordinal);

    /// <summary>Replays the newest generation in the directory of a master.</summary>
    /// <exception cref="InputException">There is no journal.</exception>
    /// <exception cref="FormatException">A line cannot be read.</exception>
    internal static ClusterReplay OfDirectory(string directory, Action<string>? effects)
    {
        int newest = 0;
        foreach (string file in Directory.EnumerateFiles(directory, "journal-*"))
        {
            if (int.TryParse(Path.GetFileName(file.AsSpan())["journal-".Length..],
                NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                newest = Math.Max(newest, number);
            }
        }

        string name = newest.ToString(CultureInfo.InvariantCulture);
        return newest == 0
            ? throw new InputException(directory, 0, "file", "no journal-N", "a master's directory")
            : OfFile(Path.Combine(directory, "journal-" + name), effects);
    }

    /// <summary>
    /// Replays a journal of a master: <c>journal-N</c>, which goes on from <c>snapshot-N</c> beside
    /// it if there is one.
    /// </summary>
    /// <exception cref="FormatException">A line cannot be read.</exception>
    internal static ClusterReplay OfFile(string path, Action<string>? effects)
    {
        ClusterReplay replay = new(effects);
        string snapshot = Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(path))!,
            Path.GetFileName(path).Replace("journal-", "snapshot-", StringComparison.Ordinal));
        ClusterSnapshot? state = null;
        if (File.Exists(snapshot)
            && !string.Equals(snapshot, Path.GetFullPath(path), StringComparison.Ordinal))
        {
            state = new ClusterSnapshotReader(replay._schema).Read(Summed(snapshot));
        }

        LineLogReader lines = new(path);
        try
        {
            replay.Run(lines.Lines(), state);
        }
        catch (InvalidDataException bad)
        {
            throw new FormatException(bad.Message, bad);
        }

        replay.TornLine ??= lines.TornBytes > 0 ? lines.Line + 1 : null;
        return replay;
    }

    /// <summary>Replays lines without check sums, from nothing.</summary>
    /// <exception cref="FormatException">A line cannot be read.</exception>
    internal static ClusterReplay OfLines(IEnumerable<string> lines, Action<string>? effects)
    {
        ClusterReplay replay = new(effects);
        replay.Run(lines, null);
        return replay;
    }

    /// <summary>The digests as one line.</summary>
    internal string Summary() => ScenarioOutput.Digest(DecisionDigest, StateDigest, Now);

    private static IEnumerable<string> Summed(string path)
    {
        LineLogReader lines = new(path);
        foreach (string line in lines.Lines())
        {
            yield return line;
        }
    }

    private void Run(IEnumerable<string> lines, ClusterSnapshot? state)
    {
        using ClusterJournalReader reader = new(lines, _schema);
        Cluster cluster = state is null
            ? new Cluster(_schema, reader.Options)
            : Cluster.Restore(_schema, reader.Options, state);
        _cluster = cluster;
        Now = state?.Time ?? Timestamp.Zero;
        while (reader.Next() is { } entry)
        {
            Now = entry.Time;
            ClusterEffects effects = cluster.Apply(entry.Command, Now);
            _messages.Add(effects, Now);
            Print(effects);
        }

        TornLine = reader.TornLine;
    }

    /// <summary>Each message as the moment, whom it is for, and its line.</summary>
    private void Print(ClusterEffects effects)
    {
        if (_effects is null)
        {
            return;
        }

        foreach (ref readonly ClusterMessage message in effects.Messages)
        {
            string text = message.IsForScheduler
                ? new SchedulerEventWriter(_schema).Write(_cluster!.EventOf(in message))
                : new AgentInstructionWriter(_schema).Write(_cluster!.InstructionOf(in message));
            string to = (message.IsForScheduler ? message.Framework : message.Agent) ?? "-";
            _effects(string.Create(CultureInfo.InvariantCulture, $"{Now.Seconds} {to} {text}"));
        }
    }
}
