namespace Offers.Core.Tests.Schedulers;

/// <summary>A conversation with one scheduler by hand: every event is written down in the test.</summary>
internal sealed class Talk
{
    internal static readonly ResourceSchema Schema = ResourceSchema.CreateStandard();

    private readonly SchedulerOutbox _outbox = new();
    private long _offers;
    private ulong _updates;

    internal Talk(IScheduler scheduler) => Scheduler = scheduler;

    internal IScheduler Scheduler { get; }

    internal Timestamp Now { get; private set; } = Timestamp.FromSeconds(1_000);

    /// <summary>What the last event brought forth.</summary>
    internal List<ClusterCommand> Calls { get; private set; } = [];

    /// <summary>All tasks that were launched, in order.</summary>
    internal List<TaskDescription> Launched { get; } = [];

    internal static FrameworkProfile Profile(string id = "web") =>
        new(id, new FrameworkDescription
        {
            Roles = ["role"],
            Capabilities = FrameworkCapabilities.MultiRole | FrameworkCapabilities.PartitionAware,
        });

    internal static ResourceSet Resources(string text) => ResourceSet.Parse(Schema, text);

    internal static TaskTemplate Template(string resources = "cpus:1;mem:100") =>
        new(Resources(resources));

    internal static Talk Subscribed(IScheduler scheduler)
    {
        Talk talk = new(scheduler);
        talk.Connect();
        talk.Say(new FrameworkSubscribed());
        return talk;
    }

    internal List<T> All<T>()
        where T : ClusterCommand => [.. Calls.OfType<T>()];

    internal T Only<T>()
        where T : ClusterCommand => Assert.Single(Calls.OfType<T>());

    internal void None<T>()
        where T : ClusterCommand => Assert.Empty(Calls.OfType<T>());

    internal void Connect(long connection = 1) =>
        Take(() => Scheduler.Connect(connection, Now, _outbox));

    internal void Say(SchedulerEvent message) =>
        Take(() => Scheduler.Receive(message, Now, _outbox));

    internal OfferKey Offer(string agent, string resources = "cpus:4;mem:4096",
        string attributes = "", string? zone = null)
    {
        OfferKey key = new(1, ++_offers);
        Say(new OfferReceived(key, agent, "role", Resources(resources))
        {
            Hostname = $"{agent}.host",
            Attributes = AgentAttributes.Parse(attributes),
            Domain = zone is null ? null : new Domain("region", zone),
        });
        return key;
    }

    internal void Update(string task, TaskState state, bool? healthy = null,
        string agent = "a1", TaskReason reason = TaskReason.None) =>
        Say(new TaskUpdated(task, state)
        {
            Agent = agent,
            IsHealthy = healthy,
            Reason = reason,
            Update = new UpdateId(1, ++_updates),
        });

    /// <summary>Lets time pass, with a call whenever the scheduler wants one.</summary>
    internal void Wait(double seconds)
    {
        Timestamp end = Now + TimeSpan.FromSeconds(seconds);
        List<ClusterCommand> all = [];
        for (int calls = 0; Scheduler.NextDeadline <= end; calls++)
        {
            Assert.True(calls < 10_000, "the scheduler wants to be called for ever");
            Now = Scheduler.NextDeadline > Now ? Scheduler.NextDeadline : Now;
            Take(() => Scheduler.Advance(Now, _outbox));
            all.AddRange(Calls);
        }

        Now = end;
        Take(() => Scheduler.Advance(Now, _outbox));
        Calls = [.. all, .. Calls];
    }

    /// <summary>What changes by a command of the scheduler itself.</summary>
    internal void Do(Action change)
    {
        change();
        Assert.True(Scheduler.NextDeadline <= Now, "a command wants the scheduler to be called");
        Wait(0);
    }

    private void Take(Action happening)
    {
        happening();
        Calls = [.. _outbox.Calls];
        _outbox.Clear();
        foreach (AcceptOffers accept in Calls.OfType<AcceptOffers>())
        {
            foreach (OfferOperation operation in accept.Operations)
            {
                Launched.AddRange(operation is LaunchGroup group
                    ? group.Tasks
                    : ((LaunchTasks)operation).Tasks);
            }
        }
    }
}
