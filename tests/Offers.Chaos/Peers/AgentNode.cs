namespace Offers.Chaos;

/// <summary>A machine with an agent on it.</summary>
internal sealed class AgentNode : Peer
{
    private readonly List<AgentReport> _outbox = [];
    private readonly List<string> _broken = [];
    private Timestamp _wakeAt = Timestamp.Never;
    private Timestamp _frozenUntil = Timestamp.Zero;
    private int _names;

    public AgentNode(World world, int number)
        : base(world, $"agent {number}")
    {
        Number = number;
        Hostname = $"host{number}";
        Model = NewModel();
    }

    public int Number { get; }

    public string Hostname { get; }

    public SimulatedMachine Model { get; private set; }

    /// <summary>Whether its machine, or its process, is down.</summary>
    public bool IsDown { get; private set; }

    /// <summary>Names of agents that ended here and never come back.</summary>
    public List<string> Former { get; } = [];

    private bool IsFrozen => World.Time.Now < _frozenUntil;

    public override bool WantsConnection => !IsDown && Model.WantsConnection;

    /// <summary>The agent dies and is started again after a while.</summary>
    public void Crash(bool isRebooted, double seconds)
    {
        if (IsDown || Model.IsEnded)
        {
            return;
        }
        IsDown = true;
        // A killed process closes its connections; a machine without power says nothing.
        HangUp(isRebooted ? 300 : 3);
        World.Time.In(Chance.Upto(seconds), () =>
        {
            IsDown = false;
            Model.Restart(isRebooted, World.Time.Now, _outbox);
            _outbox.Clear();
            After();
        });
    }

    /// <summary>The agent dies between what it keeps and what it does.</summary>
    public void CrashBeforeActing() => Model.DiesBeforeActing = true;

    /// <summary>
    /// The process stands still, and its connection stays: what arrives is read all at once later.
    /// </summary>
    public void Freeze(double seconds)
    {
        // Never for less than before: what waits already must not be overtaken.
        Timestamp until = World.Time.Now + Chance.Upto(seconds);
        _frozenUntil = until > _frozenUntil ? until : _frozenUntil;
    }

    /// <summary>The machine starts anew, as an agent of another name.</summary>
    public void Replace(double masterSeconds)
    {
        Former.Add(Model.Name);
        HangUp(masterSeconds);
        Model = NewModel();
        After();
    }

    public void Leave()
    {
        if (!IsDown && !Model.IsEnded)
        {
            Model.Leave(World.Time.Now, _outbox);
            Flush();
            After();
        }
    }

    public void ChangeTotal(ResourceSet total)
    {
        if (!IsDown && !Model.IsEnded)
        {
            Model.ChangeTotal(total, World.Time.Now, _outbox);
            After();
        }
    }

    public void ChangeRevocable(ResourceSet revocable)
    {
        if (!IsDown && !Model.IsEnded)
        {
            Model.ChangeRevocable(revocable, World.Time.Now, _outbox);
            After();
        }
    }

    protected override void OnConnected(long connection)
    {
        Model.Connect(connection, World.Time.Now, _outbox);
        After();
    }

    protected override void OnBroken()
    {
        if (!IsDown)
        {
            Model.Disconnect(World.Time.Now, _outbox);
            After();
        }
    }

    protected override void Receive(object message)
    {
        if (IsDown)
        {
            return;
        }
        if (IsFrozen)
        {
            Connection? connection = Current;
            World.Time.At(_frozenUntil, () => Arrive(connection!, message));
            return;
        }
        Model.Receive((AgentInstruction)message, World.Time.Now, _outbox);
        After();
    }

    private SimulatedMachine NewModel()
    {
        _names++;
        string name = _names == 1 ? $"a{Number}" : $"a{Number}.{_names}";
        return new SimulatedMachine(World.AgentProfileOf(name, Number), World.Options.Seed);
    }

    /// <summary>What follows everything that happens to the agent.</summary>
    private void After()
    {
        Flush();
        Check();
        if (Model.HasDied && !IsDown)
        {
            Crash(isRebooted: false, 3);
        }
        if (Model.IsEnded && !IsDown)
        {
            // It was told to end: its machine is used again, under another name.
            HangUp(5);
            IsDown = true;
            World.Time.In(Chance.Upto(World.IsQuiet ? 1 : 120), () =>
            {
                IsDown = false;
                Replace(1);
            });
            return;
        }
        if (Model.WantsConnection && Current is not null)
        {
            HangUp(60);
        }
        ConnectSoon();
        Timestamp next = IsDown ? Timestamp.Never : Model.NextDeadline;
        if (next < _wakeAt)
        {
            _wakeAt = next;
            World.Time.At(next, () => Wake(next));
        }
    }

    private void Wake(Timestamp at)
    {
        if (at != _wakeAt)
        {
            return;
        }
        if (IsFrozen)
        {
            // It reads before it looks at its clock.
            World.Time.At(
                new Timestamp(_frozenUntil.Ticks + 1), () => Wake(at));
            return;
        }
        _wakeAt = Timestamp.Never;
        if (!IsDown)
        {
            Model.Advance(World.Time.Now, _outbox);
            After();
        }
    }

    private void Flush()
    {
        Send(_outbox);
        _outbox.Clear();
    }

    private void Check()
    {
        _broken.Clear();
        if (World.IsCheckTime)
        {
            Model.CheckInvariants(_broken);
        }
        ChaosFailure.Require(_broken.Count == 0, "agent", string.Join("; ", _broken));
    }
}
