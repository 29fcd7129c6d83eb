namespace Offers.Chaos;

/// <summary>
/// Watches the master from outside: commands go in, messages come out, and what the two say must
/// fit together. Of the cluster's inside it knows the names of tasks only.
/// </summary>
internal sealed partial class Monitor(World world, MasterHost master)
{
    private readonly Dictionary<OfferKey, OpenOffer> _offers = [];
    private readonly HashSet<OfferKey> _usedKeys = [];
    private readonly HashSet<OfferKey> _inverse = [];
    private readonly Dictionary<(string Framework, string Task), TaskRecord> _tasks = [];
    private readonly Dictionary<UpdateId, ReportUpdate> _reports = [];
    private readonly Dictionary<UpdateId, (string Framework, string Task)> _acknowledged = [];
    private readonly Dictionary<string, FrameworkProfile> _profiles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<(string Framework, string Task)> _killed = [];
    private readonly SortedSet<string> _admitted = new(StringComparer.Ordinal);
    private readonly HashSet<long> _greeted = [];
    private ulong _digestBefore;
    private bool _comparesDigest;
    private StableHash _digest;

    /// <summary>The last commands, for people.</summary>
    public List<string> Transcript { get; } = [];

    /// <summary>All commands in order, and the restarts between them; for shrinking.</summary>
    public int Commands { get; private set; }

    /// <summary>Whether the master ever lost a part of its journal, or all of it.</summary>
    public bool HasForgotten { get; private set; }

    /// <summary>A hash of all answers.</summary>
    public ulong Digest => _digest.Value;

    public string[] AdmittedAgents() => [.. _admitted];

    public IEnumerable<OpenOffer> OpenOffers => _offers.Values;

    public void Before(ClusterCommand command, Connection? from)
    {
        Commands++;
        world.Counters.Add("command", command.GetType().Name);
        _comparesDigest = world.Options.CheckEvery == 1
            || (world.IsCheckTime && Commands % 4 == 0);
        _digestBefore = _comparesDigest ? Checks.Digest(master.Cluster) : 0;
        Learn(command);
        NoteTaken(command);
        NoteKills(command);
        NoteConnection(command);
        NoteAtRisk(command, world.Agents);
        NoteEnds(command);
    }

    public void After(
        ClusterCommand command, Connection? from, ClusterStatus status, Durability durability,
        List<ClusterMessage> messages)
    {
        world.Counters.Add("status", status.ToString());
        world.Counters.Add("durability", durability.ToString());
        _digest.Add(((long)status << 32) + messages.Count);
        Note(command, from, status, durability, messages);
        CheckDurability(command, status, durability, messages);
        CheckAccept(command, status, messages);
        CheckForeign(command, messages);
        if (command is AcceptOffers or DeclineOffers)
        {
            CloseOffers(command, status);
        }
        foreach (ClusterMessage message in messages)
        {
            world.Counters.Add("message", message.Kind.ToString());
            Check(command, message);
            Require(message.Kind != world.Options.FailsOn, "planted", "a failure on demand");
        }
        CheckAcknowledgement(command, status, messages);
        CheckKills(command, status, messages);
        CheckLosses(command, messages);
        CheckEnds(command, messages);
        CheckConnection(command);
        CloseOffers(command, status);
        CheckRoles(command, status);
        if (world.IsCheckTime)
        {
            Checks.Invariants(master.Cluster);
        }
    }

    /// <summary>A message has found its connection.</summary>
    public void Sent(Connection connection, in ClusterMessage message)
    {
        bool isGreeting = message.Kind is MessageKind.Subscribed or MessageKind.FrameworkError
            or MessageKind.AgentAdmitted or MessageKind.AgentRefused
            or MessageKind.AgentForgotten or MessageKind.ShutDownAgent;
        if (isGreeting)
        {
            _greeted.Add(connection.Number);
        }
        Require(_greeted.Contains(connection.Number), "greeting",
            $"{message.Kind} is the first message on {connection}");
    }

    /// <summary>The master is back.</summary>
    public void Restarted(bool losesJournal, int lost)
    {
        _offers.Clear();
        _inverse.Clear();
        HasForgotten |= losesJournal || lost > 0;
        if (world.Options.KeepsTranscript)
        {
            Transcript.Add(losesJournal
                ? "-- the master starts with nothing"
                : $"-- the master starts from its journal, {lost} entries lost");
        }
    }

    private static void Require(bool isTrue, string check, string message) =>
        ChaosFailure.Require(isTrue, check, message);

    private void Learn(ClusterCommand command)
    {
        switch (command)
        {
            case ReportUpdate report when report.Update.IsSome:
                _reports.TryAdd(report.Update, report);
                break;
            case AcknowledgeUpdate call:
                _acknowledged[call.Update] = (call.Framework, call.Task);
                break;
        }
    }

    private TaskRecord RecordOf(string framework, string task)
    {
        if (!_tasks.TryGetValue((framework, task), out TaskRecord? record))
        {
            record = new TaskRecord(task);
            _tasks.Add((framework, task), record);
        }
        return record;
    }

    private void Note(
        ClusterCommand command, Connection? from, ClusterStatus status, Durability durability,
        List<ClusterMessage> messages)
    {
        switch (command)
        {
            case Subscribe subscribe when status == ClusterStatus.Ok:
                _profiles[subscribe.Framework] = subscribe.Profile;
                break;
            case ChangeFramework change when status == ClusterStatus.Ok:
                _profiles[change.Framework] = change.Profile;
                break;
            case RegisterAgent or ReregisterAgent when status == ClusterStatus.Ok:
                _admitted.Add(((AgentReport)command).Agent);
                break;
        }
        if (!world.Options.KeepsTranscript)
        {
            return;
        }
        Transcript.Add($"{world.Time.Now.Seconds:0.000} {Checks.Text(command, world.Schema)} "
            + $"[{from}] -> {status} {durability}");
        foreach (ClusterMessage message in messages)
        {
            Transcript.Add($"    {TextOf(message)}");
        }
    }

    private static string TextOf(in ClusterMessage m) =>
        $"{m.Kind} {m.Framework} {m.Agent} {m.Name} {m.Offer} {m.State} {m.Reason} "
        + $"{m.Violation} {m.Cause} {m.Status} {m.Update} c{m.Connection}";
}
