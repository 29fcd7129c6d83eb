namespace Offers.Chaos;

/// <summary>A scheduler and its connection, and what it was before and may be after.</summary>
internal sealed class FrameworkNode : Peer
{
    private readonly SchedulerOutbox _outbox = new();
    private Timestamp _wakeAt = Timestamp.Never;
    private bool _isStopped;
    private int _lives;

    public FrameworkNode(World world, int number, string suffix = "")
        : base(world, $"framework {number}{suffix}")
    {
        Number = number;
        Scheduler = new NastyScheduler(world, this, $"f{number}", World.Time.Now);
    }

    public int Number { get; }

    public NastyScheduler Scheduler { get; private set; }

    public bool IsDown { get; private set; }

    /// <summary>Whether it may take the place of another scheduler of its name.</summary>
    public bool UsesForce { get; set; } = true;

    public override bool WantsConnection => !IsDown && !Scheduler.IsOver;

    public void Start() => After();

    /// <summary>The scheduler dies; another one starts that knows nothing but its name.</summary>
    public void Crash(double seconds)
    {
        if (IsDown)
        {
            return;
        }
        IsDown = true;
        HangUp(5);
        int life = ++_lives;
        World.Time.In(Chance.Upto(seconds), () =>
        {
            if (_isStopped || life != _lives)
            {
                return;
            }
            IsDown = false;
            Scheduler = Scheduler.Reborn(this, World.Time.Now);
            After();
        });
    }

    /// <summary>From now on another framework, under a name of its own.</summary>
    public void Replace()
    {
        if (_isStopped)
        {
            return;
        }
        HangUp(5);
        _lives++;
        IsDown = false;
        Scheduler = new NastyScheduler(
            World, this, World.NewFrameworkName(Number), World.Time.Now);
        After();
    }

    /// <summary>Ends for good: a twin that is not needed any more.</summary>
    public void Stop()
    {
        HangUp(5);
        IsDown = true;
        _isStopped = true;
    }

    /// <summary>A second scheduler of the same name takes over what this one does.</summary>
    public void Become(NastyScheduler scheduler) => Scheduler = scheduler;

    /// <summary>Lets the scheduler do something of its own.</summary>
    public void Do(Action<NastyScheduler, SchedulerOutbox> action)
    {
        if (!IsDown)
        {
            action(Scheduler, _outbox);
            After();
        }
    }

    protected override void OnConnected(long connection)
    {
        Scheduler.Connect(connection, World.Time.Now, _outbox);
        After();
    }

    protected override void OnBroken() => Scheduler.Disconnect();

    protected override void Receive(object message)
    {
        if (!IsDown)
        {
            Scheduler.Receive((SchedulerEvent)message, World.Time.Now, _outbox);
            After();
        }
    }

    private void After()
    {
        Send(_outbox.Calls);
        _outbox.Clear();
        if (Scheduler.IsOver)
        {
            HangUp(5);
            if (!World.IsQuiet && !IsDown)
            {
                IsDown = true;
                World.Time.In(Chance.Upto(30), Replace);
            }
            return;
        }
        ConnectSoon();
        Timestamp next = Scheduler.NextDeadline;
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
        _wakeAt = Timestamp.Never;
        if (!IsDown)
        {
            Scheduler.Advance(World.Time.Now, _outbox);
            After();
        }
    }
}
