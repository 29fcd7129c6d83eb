namespace Offers.Chaos;

/// <summary>
/// A framework that uses everything there is to use, much of it wrongly, at random: it never
/// reuses the name of a task that it was told the end of, and acknowledges what it hears sooner or
/// later. When the world is quiet it wants nothing but that all its tasks end.
/// </summary>
internal sealed partial class NastyScheduler : IScheduler
{
    private static readonly string[] AllRoles =
        ["web", "batch", "eng/web", "eng/ads", "ml", "eng", "*"];

    private readonly World _world;
    private readonly ulong _life;
    private readonly string _id;
    private readonly Chance _chance;
    private readonly Traits _traits;
    private readonly List<HeldOffer> _offers = [];
    private readonly List<OfferKey> _closed = [];
    private readonly List<OfferKey> _inverse = [];
    private readonly List<KnownTask> _tasks = [];
    private readonly Dictionary<string, KnownTask> _byName = new(StringComparer.Ordinal);
    private readonly List<AcknowledgeUpdate> _owed = [];
    private readonly List<(string Operation, string? Agent)> _operations = [];
    private FrameworkNode _node;
    private long _connection;
    private Timestamp _subscribeAgainAt = Timestamp.Never;
    private Timestamp _tickAt;
    private int _names;

    public NastyScheduler(World world, FrameworkNode node, string id, Timestamp now)
        : this(world, node, id, 1, now)
    {
        Profile = ProfileOf(id);
    }

    private NastyScheduler(
        World world, FrameworkNode node, string id, ulong life, Timestamp now)
    {
        (_world, _node, _id, _life) = (world, node, id, life);
        _chance = new Chance(world.Options.Seed, $"{id} {life}");
        _traits = new Traits(new Chance(world.Options.Seed, $"{id} traits"));
        _tickAt = now;
        Profile = null!;
    }

    /// <summary>Habits, fixed for a framework.</summary>
    private sealed class Traits(Chance chance)
    {
        public double TickSeconds { get; } = chance.Of([0.5, 2.0, 10.0]);

        public int HoldPerMille { get; } = chance.Of([0, 100, 800]);

        public int InvalidPerMille { get; } = chance.Of([0, 30, 300]);

        public int OperationPerMille { get; } = chance.Of([0, 100, 400]);

        public int GroupPerMille { get; } = chance.Of([0, 100, 500]);

        public int ExecutorPerMille { get; } = chance.Of([0, 100, 500]);

        public int DeclinePerMille { get; } = chance.Of([50, 300, 800]);

        public int ForgetfulPerMille { get; } = chance.Of([0, 50, 300]);

        public int KillPerMille { get; } = chance.Of([0, 50, 300]);

        public int MostTasks { get; } = chance.Of([3, 10, 30]);
    }

    public FrameworkProfile Profile { get; private set; }

    public bool IsSubscribed { get; private set; }

    /// <summary>Its framework was removed: nothing is left to do.</summary>
    public bool IsOver { get; private set; }

    public int UnsettledTasks => _tasks.Count(t => !t.IsSettled);

    /// <summary>What it still waits for, for messages.</summary>
    public string Unsettled => string.Join(", ",
        _tasks.Where(t => !t.IsSettled).Select(t => $"{t.Name} {t.State} on {t.Agent}"));

    public int OwedAcknowledgements => _owed.Count;

    public Timestamp NextDeadline => IsOver ? Timestamp.Never
        : _subscribeAgainAt < _tickAt ? _subscribeAgainAt : _tickAt;

    private Timestamp Now => _world.Time.Now;

    /// <summary>Another life of the same framework, that knows nothing of the one before.</summary>
    public NastyScheduler Reborn(FrameworkNode node, Timestamp now) =>
        new(_world, node, _id, _world.NewLife(_id), now) { Profile = Profile };

    public void Connect(long connection, Timestamp now, SchedulerOutbox calls)
    {
        Disconnect();
        _connection = connection;
        Subscribe(calls);
    }

    /// <summary>The connection is over; offers are void.</summary>
    public void Disconnect()
    {
        IsSubscribed = false;
        _connection = 0;
        _subscribeAgainAt = Timestamp.Never;
        _closed.AddRange(_offers.Select(o => o.Key));
        _offers.Clear();
        _inverse.Clear();
    }

    public void Receive(SchedulerEvent message, Timestamp now, SchedulerOutbox calls)
    {
        switch (message)
        {
            case FrameworkSubscribed:
                IsSubscribed = true;
                _subscribeAgainAt = Timestamp.Never;
                calls.Add(new ReconcileTasks(_id, []));
                break;
            case OfferReceived offer:
                Take(offer, calls);
                break;
            case OfferRescinded rescinded:
                Drop(rescinded.Offer);
                break;
            case OfferConflicted conflicted:
                Drop(conflicted.Offer);
                break;
            case InverseOfferReceived inverse:
                _inverse.Add(inverse.Offer);
                break;
            case InverseOfferRescinded inverse:
                _inverse.Remove(inverse.Offer);
                break;
            case TaskUpdated update:
                Hear(update, calls);
                break;
            case OperationUpdated update:
                Hear(update, calls);
                break;
            case CallRefused refused:
                Hear(refused);
                break;
        }
    }

    public void Advance(Timestamp now, SchedulerOutbox calls)
    {
        if (_subscribeAgainAt <= now)
        {
            Subscribe(calls);
        }
        if (_tickAt <= now)
        {
            double seconds = _world.IsQuiet ? 5 : _traits.TickSeconds;
            _tickAt = now + _chance.Upto(seconds) + TimeSpan.FromMilliseconds(1);
            Tick(calls);
        }
    }

    /// <summary>Ends its framework.</summary>
    public void TearDown(SchedulerOutbox calls)
    {
        if (IsSubscribed)
        {
            calls.Add(new TearDown(_id));
            IsOver = true;
        }
    }

    private void Subscribe(SchedulerOutbox calls)
    {
        if (_connection != 0)
        {
            calls.Add(new Subscribe(Profile, _connection)
            {
                Force = _node.UsesForce && (_world.IsQuiet || _chance.PerMille(700)),
            });
            _subscribeAgainAt = Now + TimeSpan.FromSeconds(5) + _chance.Upto(20);
        }
    }

    private void Hear(CallRefused refused)
    {
        _world.Counters.Add("heard refusal", refused.Status.ToString());
        if (refused.Status is ClusterStatus.FrameworkRemoved)
        {
            IsOver = true;
        }
        if (refused.Status is ClusterStatus.RoleNotAllowed)
        {
            Profile = Profile with
            {
                Description = Profile.Description with { Roles = ["web"], Suppressed = [] },
            };
        }
    }

    private void Take(OfferReceived offer, SchedulerOutbox calls)
    {
        _offers.Add(new HeldOffer(
            offer.Offer, offer.Agent, offer.Role, offer.Resources, Now));
        if (_world.IsQuiet || !_chance.PerMille(_traits.HoldPerMille))
        {
            Answer(calls);
        }
    }

    private void Drop(OfferKey key)
    {
        _offers.RemoveAll(o => o.Key == key);
        _closed.Add(key);
    }

    private FrameworkProfile ProfileOf(string id) => new(id, Description())
    {
        Principal = _chance.Of<string?>([null, "alice", "bob"]),
        User = _chance.Of<string?>([null, "nobody"]),
        Checkpoint = _chance.PerMille(800),
        FailoverTimeout = TimeSpan.FromSeconds(_chance.Of([0, 10, 60, 60, 120])),
    };

    private FrameworkDescription Description() => new()
    {
        Roles = PickRoles(),
        Capabilities = FrameworkCapabilities.MultiRole
            | Maybe(FrameworkCapabilities.PartitionAware)
            | Maybe(FrameworkCapabilities.TaskKillingState)
            | Maybe(FrameworkCapabilities.SharedResources)
            | Maybe(FrameworkCapabilities.RevocableResources)
            | Maybe(FrameworkCapabilities.ReservationRefinement)
            | Maybe(FrameworkCapabilities.GpuResources),
    };

    private FrameworkCapabilities Maybe(FrameworkCapabilities capability) =>
        _chance.PerMille(600) ? capability : FrameworkCapabilities.None;

    private ValueList<string> PickRoles()
    {
        List<string> roles = [_chance.Of(AllRoles)];
        string other = _chance.Of(AllRoles);
        if (_chance.Half() && other != roles[0])
        {
            roles.Add(other);
        }
        return [.. roles];
    }
}
