namespace Offers.Chaos;

/// <summary>
/// A machine with the real agent on it, and containers that only play: what they do is a function
/// of a seed and of names. Rows are kept as on a disk, which may lose what was not synced.
/// </summary>
internal sealed partial class SimulatedMachine
{
    private readonly AgentProfile _profile;
    private readonly ulong _seed;
    private readonly Chance _chance;
    private readonly List<AgentRow> _kept = [];

    /// <summary>Where the rows of each command begin that were not synced.</summary>
    private readonly List<int> _unsynced = [];

    private readonly SortedDictionary<string, SimulatedContainer> _containers =
        new(StringComparer.Ordinal);
    private readonly PriorityQueue<AgentCommand, (long Due, long Order)> _replies = new();
    private Agent _agent;
    private List<AgentReport>? _outbox;
    private long _order;
    private long _connection;
    private ulong _updates;
    private Timestamp _now;

    public SimulatedMachine(AgentProfile profile, ulong seed)
    {
        _profile = profile;
        _seed = seed;
        _chance = new Chance(seed, $"machine {profile.Id}");
        _agent = new Agent(profile, new AgentOptions { Seed = seed });
    }

    public string Name => _profile.Id;

    public AgentProfile Profile => _profile;

    public ResourceSet Total => _agent.Total;

    public ResourceSet Used => _agent.Used();

    public bool IsRegistered => _agent.IsRegistered;

    public bool IsEnded => _agent.IsEnded;

    public bool WantsConnection => _agent.WantsConnection;

    /// <summary>Whether nothing runs here and nothing waits to be told.</summary>
    public bool IsEmpty => _containers.Count == 0 && _agent.Containers == 0
        && _agent.TaskCount == 0
        && _agent.UnacknowledgedTasks == 0 && _agent.OperationCount == 0;

    /// <summary>
    /// Whether the agent dies with its next synced rows kept and nothing done yet.
    /// </summary>
    public bool DiesBeforeActing { get; set; }

    /// <summary>Whether it has.</summary>
    public bool HasDied { get; private set; }

    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = _agent.NextDeadline;
            if (_replies.TryPeek(out _, out (long Due, long Order) at) && at.Due < next.Ticks)
            {
                next = new Timestamp(at.Due);
            }
            foreach (SimulatedContainer container in _containers.Values)
            {
                next = Earlier(next, NextOf(container));
            }
            return next;
        }
    }

    public void Connect(long connection, Timestamp now, List<AgentReport> outbox)
    {
        _connection = connection;
        Apply(new MasterConnected(connection), now, outbox);
    }

    public void Disconnect(Timestamp now, List<AgentReport> outbox) =>
        Apply(new MasterDisconnected(_connection), now, outbox);

    public void Receive(AgentInstruction message, Timestamp now, List<AgentReport> outbox) =>
        Apply(new InstructionArrived(message), now, outbox);

    public void ChangeTotal(ResourceSet total, Timestamp now, List<AgentReport> outbox) =>
        Apply(new TotalChanged(total), now, outbox);

    public void ChangeRevocable(ResourceSet revocable, Timestamp now, List<AgentReport> outbox) =>
        Apply(new RevocableChanged(revocable), now, outbox);

    public void Leave(Timestamp now, List<AgentReport> outbox) =>
        Apply(new AgentLeaves(), now, outbox);

    /// <summary>All that is due by now.</summary>
    public void Advance(Timestamp now, List<AgentReport> outbox)
    {
        while (!HasDied && NextDeadline <= now)
        {
            Timestamp at = NextDeadline > _now ? NextDeadline : _now;
            if (_agent.NextDeadline <= at)
            {
                Apply(new TimePassed(), at, outbox);
            }
            Play(at, outbox);
        }
    }

    /// <summary>
    /// The agent in its next life: as a program that was killed, which finds what still runs, or on
    /// a machine that was switched off, where nothing does.
    /// </summary>
    public void Restart(bool isRebooted, Timestamp now, List<AgentReport> outbox)
    {
        HasDied = false;
        _replies.Clear();
        List<ContainerLimited> limited = [.. _containers.Values
            .Select(container => PlayAlone(container, now)).OfType<ContainerLimited>()];
        if (isRebooted)
        {
            _containers.Clear();
        }
        LoseSome();
        AgentOptions options = new() { Seed = _seed };
        _agent = _kept.Exists(row => row is AgentSelfRow)
            ? Agent.Restore(_kept, options)
            : new Agent(_profile, options);
        List<FoundProcess> found = [.. _containers.Values.SelectMany(c => c.Processes.Values
            .Select(p => new FoundProcess(c.Name, p.Name, p.End)))];
        Apply(new AgentRecovered([.. found])
        {
            IsRebooted = isRebooted,
            Containers = [.. _containers.Keys],
            Limited = [.. limited],
        }, now, outbox);
    }

    public void CheckInvariants(List<string> broken) => _agent.CheckInvariants(broken);

    public override string ToString() => $"{Name} registered {IsRegistered}, tasks "
        + $"{_agent.TaskCount}, containers {_agent.Containers} ({_containers.Count}), updates "
        + $"{_agent.UnacknowledgedTasks}, operations {_agent.OperationCount}";

    private static Timestamp Earlier(Timestamp left, Timestamp right) =>
        left < right ? left : right;

    private void Apply(AgentCommand command, Timestamp now, List<AgentReport> outbox)
    {
        _now = now;
        _outbox = outbox;
        AgentEffects effects = _agent.Apply(command, now);
        if (effects.Rows.Count > 0)
        {
            _unsynced.Add(_kept.Count);
            _kept.AddRange(effects.Rows);
        }
        if (effects.Durability == Durability.Synced)
        {
            _unsynced.Clear();
            if (DiesBeforeActing)
            {
                DiesBeforeActing = false;
                HasDied = true;
                return;
            }
        }
        foreach (AgentAction action in effects.Actions)
        {
            Carry(action);
        }
        Compact();
    }

    private void Reply(AgentCommand command, TimeSpan after) =>
        _replies.Enqueue(command, ((_now + after).Ticks, ++_order));

    /// <summary>What was not synced may be lost: all rows of a command, or none.</summary>
    private void LoseSome()
    {
        int left = _chance.Half() ? _chance.Below(_unsynced.Count + 1) : _unsynced.Count;
        if (left < _unsynced.Count)
        {
            _kept.RemoveRange(_unsynced[left], _kept.Count - _unsynced[left]);
        }
        _unsynced.Clear();
    }

    /// <summary>The rows that count, written anew, as a host does it now and then.</summary>
    private void Compact()
    {
        if (_kept.Count > 400 && _unsynced.Count == 0)
        {
            AgentRow[] last = [.. _kept.GroupBy(row => (row.GetType(), row.Key))
                .Select(rows => rows.Last()).Where(row => !row.IsGone)];
            _kept.Clear();
            _kept.AddRange(last);
        }
    }
}
