namespace Offers.Chaos;

/// <summary>
/// The master's host: it hands the cluster one command after the other, keeps the journal, and
/// sends what comes of it over the connections it has. It can crash, with its journal or without.
/// </summary>
internal sealed partial class MasterHost
{
    private readonly World _world;
    private readonly Chance _chance;
    private readonly List<JournalEntry> _journal = [];
    private readonly Dictionary<long, Connection> _open = [];
    private readonly Dictionary<string, Connection> _agents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Connection> _frameworks = new(StringComparer.Ordinal);
    private readonly List<ClusterMessage> _messages = [];
    private ClusterOptions _options;
    private Cluster _cluster;
    private ClusterSnapshot? _snapshot;
    private int _snapshotAt;
    private int _synced;
    private int _incarnation = 1;
    private Timestamp _wakeAt = Timestamp.Never;
    private Timestamp _stalledUntil = Timestamp.Zero;
    private bool _crashesUnsent;

    public MasterHost(World world, ClusterOptions options)
    {
        _world = world;
        _chance = new Chance(world.Options.Seed, "master");
        _options = options;
        _cluster = new Cluster(world.Schema, options);
        Monitor = new Monitor(world, this);
    }

    public Monitor Monitor { get; }

    public Cluster Cluster => _cluster;

    public bool IsUp { get; private set; } = true;

    public int Incarnation => _incarnation;

    public bool IsOptimistic => _options.OptimisticOffers;

    public IReadOnlyList<JournalEntry> Journal => _journal;

    public ClusterOptions Options => _options;

    /// <summary>Whether calls may be refused because there are too many.</summary>
    public bool HasLimits => _options.RateLimits.Count > 0;

    /// <summary>Whether calls may wait for their turn and be answered later.</summary>
    public bool HasQueues => _options.RateLimits.Any(l => l.Capacity > 0);

    public bool HasAgent(string name) => _agents.ContainsKey(name);

    public bool HasFramework(string name) => _frameworks.ContainsKey(name);

    public void Accept(Connection connection) => _open[connection.Number] = connection;

    /// <summary>Something arrives from a peer.</summary>
    public void Arrive(Connection connection, ClusterCommand command)
    {
        if (!IsUp || connection.IsClosedAtMaster)
        {
            return;
        }
        if (_world.Time.Now < _stalledUntil)
        {
            _world.Time.At(_stalledUntil, () => Arrive(connection, command));
            return;
        }
        if (command is RegisterAgent or ReregisterAgent)
        {
            connection.Agents.Add(((AgentReport)command).Agent);
        }
        else if (command is Subscribe subscribe)
        {
            _world.Note(subscribe.Profile);
            connection.Frameworks.Add(subscribe.Framework);
        }
        if (IsCurrent(connection, command))
        {
            Execute(command, connection);
        }
        else
        {
            _world.Counters.Add("network", "messages of former connections");
        }
    }

    /// <summary>The host sees that a connection is over.</summary>
    public void SeeEnd(Connection connection)
    {
        connection.IsDead = true;
        if (!IsUp || connection.IsClosedAtMaster)
        {
            return;
        }
        connection.IsClosedAtMaster = true;
        _open.Remove(connection.Number);
        // The cluster knows which connection is the current one of each.
        foreach (string name in connection.Agents)
        {
            Execute(new DisconnectAgent(name, connection.Number), null);
        }
        foreach (string name in connection.Frameworks)
        {
            Execute(new DisconnectFramework(name, connection.Number), null);
        }
    }

    /// <summary>An operator's command; lost while the master is down.</summary>
    public void Operate(ClusterCommand command)
    {
        if (IsUp)
        {
            Execute(command, null);
        }
    }

    /// <summary>For a while the host does nothing, and then all at once.</summary>
    public void Stall(TimeSpan time)
    {
        // Never for less than before: what waits already must not be overtaken.
        Timestamp until = _world.Time.Now + time;
        _stalledUntil = until > _stalledUntil ? until : _stalledUntil;
    }

    /// <summary>Executes a command: cluster, journal, then messages.</summary>
    private void Execute(ClusterCommand command, Connection? from)
    {
        Timestamp now = _world.Time.Now;
        Monitor.Before(command, from);
        ClusterEffects effects = _cluster.Apply(command, now);
        ClusterStatus status = effects.Status;
        Durability durability = effects.Durability;
        _messages.Clear();
        foreach (ref readonly ClusterMessage message in effects.Messages)
        {
            _messages.Add(message);
        }
        Keep(command, now, durability);
        Track(command, from, status);
        Monitor.After(command, from, status, durability, _messages);
        if (_crashesUnsent && durability != Durability.None)
        {
            _crashesUnsent = false;
            Crash(losesJournal: false, isMachine: _chance.Half());
            return;
        }
        foreach (ClusterMessage message in _messages)
        {
            Send(message, from);
        }
        if (durability == Durability.Synced && _chance.PerMille(20))
        {
            (_snapshot, _snapshotAt) = (_cluster.TakeSnapshot(), _journal.Count);
        }
        WakeLater();
    }

    private void Keep(ClusterCommand command, Timestamp now, Durability durability)
    {
        if (durability == Durability.None)
        {
            return;
        }
        _journal.Add(new JournalEntry(command, now));
        if (durability == Durability.Synced)
        {
            _synced = _journal.Count;
        }
    }

    /// <summary>Which connection stands for whom from now on.</summary>
    private void Track(ClusterCommand command, Connection? from, ClusterStatus status)
    {
        switch (command)
        {
            case RegisterAgent or ReregisterAgent
                when from is not null && status == ClusterStatus.Ok:
                Replace(_agents, ((AgentReport)command).Agent, from, closesOld: true);
                break;
            case Subscribe subscribe when from is not null && status == ClusterStatus.Ok:
                Replace(_frameworks, subscribe.Framework, from, closesOld: false);
                break;
            case DisconnectAgent end:
                RemoveIf(_agents, end.Agent, end.Connection);
                break;
            case DisconnectFramework end:
                RemoveIf(_frameworks, end.Framework, end.Connection);
                break;
        }
    }

    private void Replace(
        Dictionary<string, Connection> map, string name, Connection connection, bool closesOld)
    {
        if (map.TryGetValue(name, out Connection? old) && !ReferenceEquals(old, connection)
            && closesOld)
        {
            Close(old);
        }
        map[name] = connection;
    }

    /// <summary>The host ends a connection: the peer hears what is under way first.</summary>
    private void Close(Connection connection)
    {
        connection.IsClosedAtMaster = true;
        _open.Remove(connection.Number);
        Timestamp last = new(Math.Max(connection.LastDown, _world.Time.Now.Ticks) + 1);
        _world.Time.At(last, () => connection.Peer.SeeEnd(connection));
    }

    private void Send(in ClusterMessage message, Connection? from)
    {
        Connection? connection = ConnectionOf(message, from);
        if (connection is null)
        {
            return;
        }
        object content = message.IsForScheduler
            ? _cluster.EventOf(message)
            : _cluster.InstructionOf(message);
        bool isRepeatable = message.Kind is not (MessageKind.Launch or MessageKind.LaunchGroup
            or MessageKind.ApplyOperation or MessageKind.AgentAdmitted
            or MessageKind.AgentRefused or MessageKind.AgentForgotten
            or MessageKind.Subscribed or MessageKind.FrameworkError
            or MessageKind.ShutDownAgent or MessageKind.Drain or MessageKind.ShutDownFramework
            or MessageKind.Offered or MessageKind.Rescinded);
        _world.Net.Down(connection, content, isRepeatable);
        Monitor.Sent(connection, message);
        if (EndsConnection(message))
        {
            Close(connection);
            RemoveIf(_frameworks, message.Framework!, connection.Number);
        }
    }

    private static bool EndsConnection(in ClusterMessage message) =>
        message.Kind == MessageKind.FrameworkError
        && message.Status is ClusterStatus.FrameworkRemoved or ClusterStatus.NotCurrent;

    private Connection? ConnectionOf(in ClusterMessage message, Connection? from)
    {
        if (message.Connection != 0)
        {
            return _open.GetValueOrDefault(message.Connection);
        }
        Dictionary<string, Connection> map = message.IsForScheduler ? _frameworks : _agents;
        string? name = message.IsForScheduler ? message.Framework : message.Agent;
        Connection? connection = name is null ? null : map.GetValueOrDefault(name);
        if (message.Kind is MessageKind.AgentForgotten or MessageKind.ShutDownAgent)
        {
            // A stranger is answered where he speaks.
            connection ??= from;
        }
        ChaosFailure.Require(connection is not null, "addressee",
            $"{message.Kind} goes to {name}, which has no connection");
        return connection;
    }

    private bool IsCurrent(Connection connection, ClusterCommand command) => command switch
    {
        RegisterAgent or ReregisterAgent or Subscribe => true,
        AgentReport report => IsFor(_agents, report.Agent, connection),
        FrameworkCall call => IsFor(_frameworks, call.Framework, connection),
        _ => true,
    };

    private static bool IsFor(
        Dictionary<string, Connection> map, string name, Connection connection) =>
        !map.TryGetValue(name, out Connection? current) || ReferenceEquals(current, connection);

    private static void RemoveIf(
        Dictionary<string, Connection> map, string name, long connection)
    {
        if (map.TryGetValue(name, out Connection? current) && current.Number == connection)
        {
            map.Remove(name);
        }
    }

    private void WakeLater()
    {
        Timestamp next = _cluster.NextDeadline;
        if (!IsUp || next == Timestamp.Never || next >= _wakeAt)
        {
            return;
        }
        _wakeAt = next;
        TimeSpan late = _world.Mix.LateSeconds > 0
            ? _chance.Skewed(_world.Mix.LateSeconds)
            : TimeSpan.Zero;
        _world.Time.At(next + late, () => Wake(next));
    }

    private void Wake(Timestamp due)
    {
        if (due != _wakeAt || !IsUp)
        {
            return;
        }
        if (_world.Time.Now < _stalledUntil)
        {
            _world.Time.At(_stalledUntil, () => Wake(due));
            return;
        }
        _wakeAt = Timestamp.Never;
        if (_cluster.NextDeadline <= _world.Time.Now)
        {
            Execute(new AdvanceTime(), null);
            ChaosFailure.Require(!IsUp || _cluster.NextDeadline > _world.Time.Now, "deadline",
                $"after time has passed {_cluster.NextDeadline} is due still");
        }
        WakeLater();
    }
}
