namespace Offers.Core.Tests.Schedulers;

/// <summary>
/// A master for one framework with its agents and a bad network, all of a seed: enough of the offer
/// lifecycle to try schedulers, and small enough to be seen through. Offers time out after 30 s;
/// updates come again every 10 s until they are acknowledged.
/// </summary>
internal sealed class FakeMaster
{
    private readonly PriorityQueue<Action, (long Ticks, long Entry)> _events = new();
    private readonly SortedDictionary<string, FakeTask> _tasks = new(StringComparer.Ordinal);
    private readonly SchedulerOutbox _outbox = new();
    private readonly FrameworkCapabilities _capabilities;
    private long _entries;
    private long _keys;
    private long _connection;
    private bool _isSubscribed;
    private bool _isSuppressed;

    internal FakeMaster(IScheduler scheduler, int seed)
    {
        Scheduler = scheduler;
        Random = new Random(seed);
        _capabilities = scheduler.Profile.Description.Capabilities;
        At(TimeSpan.FromSeconds(1), Batch);
        At(TimeSpan.FromSeconds(10), RepeatUpdates);
    }

    internal IScheduler Scheduler { get; }

    internal Random Random { get; }

    internal FakeFaults Faults { get; set; } = FakeFaults.None;

    internal List<FakeAgent> Agents { get; } = [];

    internal Timestamp Now { get; private set; } = Timestamp.FromSeconds(1_000);

    /// <summary>How long a task takes to start, to run (null: for ever), and how it ends.</summary>
    internal Func<TaskDescription, (double Start, double? Run, TaskState End)> Play { get; set; } =
        _ => (1, null, TaskState.Finished);

    /// <summary>What health checks say of a task once it runs; null is nothing.</summary>
    internal Func<TaskDescription, bool?> Health { get; set; } = _ => null;

    /// <summary>Looks at each task when it is launched, before it holds anything.</summary>
    internal Action<FakeTask> OnLaunch { get; set; } = _ => { };

    internal int FinishedTasks { get; private set; }

    /// <summary>Tasks that ended at this very moment: their scheduler cannot know.</summary>
    internal List<(Timestamp Time, FakeTask Task)> Ended { get; } = [];

    internal IEnumerable<FakeTask> EndedNow =>
        Ended.Where(entry => entry.Time == Now).Select(entry => entry.Task);

    internal int OpenOffers => Agents.Count(agent => agent.Offer is not null);

    internal IEnumerable<FakeTask> Alive => _tasks.Values.Where(task => !task.IsOver);

    internal IEnumerable<FakeTask> Running =>
        _tasks.Values.Where(task => task.State == TaskState.Running);

    internal void AddAgents(int count, string resources, string attributes = "")
    {
        for (int i = 0; i < count; i++)
        {
            string text = attributes.Replace("#", $"{i % 3}", StringComparison.Ordinal);
            Agents.Add(new FakeAgent($"agent{Agents.Count}", Talk.Resources(resources))
            {
                Attributes = AgentAttributes.Parse(text),
                Domain = new Domain("region", $"zone{i % 3}"),
            });
        }
    }

    /// <summary>A new connection; what is under way over the old one is lost.</summary>
    internal void Connect()
    {
        _connection++;
        _isSubscribed = false;
        RescindAll(false);
        Scheduler.Connect(_connection, Now, _outbox);
        Flush();
    }

    internal void RunFor(double seconds)
    {
        Timestamp end = Now + TimeSpan.FromSeconds(seconds);
        int idle = 0;
        while (true)
        {
            Timestamp next = _events.TryPeek(out _, out (long Ticks, long Entry) first)
                ? new Timestamp(first.Ticks)
                : Timestamp.Never;
            if (Scheduler.NextDeadline <= end && Scheduler.NextDeadline <= next)
            {
                idle = Scheduler.NextDeadline <= Now ? idle + 1 : 0;
                Assert.True(idle < 1_000, "the scheduler wants to be called for ever");
                Now = Scheduler.NextDeadline > Now ? Scheduler.NextDeadline : Now;
                Scheduler.Advance(Now, _outbox);
                Flush();
            }
            else if (next <= end)
            {
                Now = next;
                _events.Dequeue()();
            }
            else
            {
                Now = end;
                return;
            }
        }
    }

    internal void At(TimeSpan delay, Action happening) =>
        _events.Enqueue(happening, ((Now + delay).Ticks, _entries++));

    /// <summary>An agent is out of contact for a time; its tasks go on.</summary>
    internal void Partition(FakeAgent agent, TimeSpan length)
    {
        if (!agent.IsConnected)
        {
            return;
        }

        agent.IsConnected = false;
        Rescind(agent, true);
        Send(new AgentFailed(agent.Name));
        foreach (FakeTask task in OnAgent(agent))
        {
            Tell(task, TaskState.Unreachable, TaskReason.AgentRemoved);
        }

        At(length, () =>
        {
            agent.IsConnected = true;
            foreach (FakeTask task in OnAgent(agent))
            {
                Tell(task, task.State, TaskReason.AgentReregistered);
            }
        });
    }

    /// <summary>The task ends now.</summary>
    internal void End(FakeTask task, TaskState state)
    {
        if (!task.IsOver)
        {
            task.Agent.Free += task.Description.Resources;
            Ended.Add((Now, task));
            FinishedTasks += state == TaskState.Finished ? 1 : 0;
            Change(task, state);
        }
    }

    private List<FakeTask> OnAgent(FakeAgent agent) =>
        [.. _tasks.Values.Where(task => ReferenceEquals(task.Agent, agent))];

    private void Batch()
    {
        foreach (FakeAgent agent in Agents)
        {
            bool isRefused = agent.RefusedUntil > Now && agent.Refused.Contains(agent.Free);
            if (_isSubscribed && !_isSuppressed && agent is { IsConnected: true, Offer: null }
                && !agent.Free.IsEmpty && !isRefused)
            {
                Offer(agent);
            }
        }

        At(TimeSpan.FromSeconds(1), Batch);
    }

    private void Offer(FakeAgent agent)
    {
        OfferKey key = new(1, ++_keys);
        agent.Offer = key;
        agent.Offered = agent.Free;
        Send(new OfferReceived(key, agent.Name, "role", agent.Free)
        {
            Hostname = agent.Name,
            Attributes = agent.Attributes,
            Domain = agent.Domain,
        });
        At(TimeSpan.FromSeconds(30), () =>
        {
            if (agent.Offer == key)
            {
                Rescind(agent, true);
            }
        });
    }

    private void Rescind(FakeAgent agent, bool isTold)
    {
        if (agent.Offer is { } key && isTold)
        {
            Send(new OfferRescinded(key, RescindReason.TimedOut));
        }

        agent.Offer = null;
    }

    private void RescindAll(bool isTold)
    {
        foreach (FakeAgent agent in Agents)
        {
            Rescind(agent, isTold);
        }
    }

    private void RepeatUpdates()
    {
        foreach (FakeTask task in _tasks.Values)
        {
            if (task.Unacknowledged.IsSome && task.Agent.IsConnected)
            {
                Tell(task, task.State, TaskReason.None, task.Unacknowledged);
            }
        }

        At(TimeSpan.FromSeconds(10), RepeatUpdates);
    }

    private void Change(FakeTask task, TaskState state)
    {
        task.State = state;
        task.Unacknowledged = new UpdateId(1, (ulong)++_keys);
        if (task.Agent.IsConnected)
        {
            Tell(task, state, TaskReason.None, task.Unacknowledged);
        }
    }

    private void Tell(
        FakeTask task, TaskState state, TaskReason reason, UpdateId update = default) =>
        Tell(task.Name, task.Agent.Name, state, reason, update, task.IsHealthy);

    private void Tell(
        string task, string? agent, TaskState state, TaskReason reason, UpdateId update = default,
        bool? healthy = null) =>
        Send(new TaskUpdated(task, state.As(_capabilities))
        {
            Agent = agent,
            Reason = reason,
            Update = update,
            IsHealthy = healthy,
        });

    private void Flush()
    {
        ClusterCommand[] calls = [.. _outbox.Calls];
        _outbox.Clear();
        long connection = _connection;
        foreach (ClusterCommand call in calls)
        {
            Carry(() =>
            {
                if (connection == _connection)
                {
                    Take(call);
                }
            });
        }
    }

    private void Send(SchedulerEvent message)
    {
        long connection = _connection;
        bool needsSubscription = message is not CallRefused;
        if (needsSubscription && !_isSubscribed)
        {
            return;
        }

        Carry(() =>
        {
            if (connection == _connection)
            {
                Scheduler.Receive(message, Now, _outbox);
                Flush();
            }
        });
    }

    private void Carry(Action delivery)
    {
        int copies = Random.Next(100) < Faults.LossPercent ? 0
            : Random.Next(100) < Faults.DoublePercent ? 2 : 1;
        for (int i = 0; i < copies; i++)
        {
            At(new TimeSpan(Random.NextInt64(Faults.MostDelay.Ticks + 1)), delivery);
        }
    }

    private void Take(ClusterCommand call)
    {
        if (call is Subscribe)
        {
            RescindAll(true);
            _isSubscribed = true;
            _isSuppressed = false;
            Send(new FrameworkSubscribed());
            return;
        }

        if (!_isSubscribed)
        {
            Send(new CallRefused(ClusterStatus.FrameworkDisconnected));
            return;
        }

        switch (call)
        {
            case AcceptOffers accept:
                Accept(accept);
                break;
            case DeclineOffers decline:
                foreach (OfferKey key in decline.Offers)
                {
                    Refuse(Agents.Find(agent => agent.Offer == key), decline.Refusal);
                }

                break;
            case KillTask kill:
                Kill(kill);
                break;
            case AcknowledgeUpdate acknowledge:
                Acknowledge(acknowledge);
                break;
            case ReconcileTasks reconcile:
                Reconcile(reconcile);
                break;
            case SuppressOffers:
                _isSuppressed = true;
                break;
            case ReviveOffers:
                _isSuppressed = false;
                Agents.ForEach(agent => agent.RefusedUntil = Timestamp.Zero);
                break;
            default:
                break;
        }
    }

    private void Refuse(FakeAgent? agent, TimeSpan refusal)
    {
        if (agent is not null)
        {
            agent.Offer = null;
            agent.RefusedUntil = Now + refusal;
            agent.Refused = agent.Free;
        }
    }

    private void Accept(AcceptOffers accept)
    {
        List<FakeAgent?> agents =
            [.. accept.Offers.Select(key => Agents.Find(agent => agent.Offer == key))];
        LaunchTasks launch = (LaunchTasks)Assert.Single(accept.Operations);
        FakeAgent? first = agents[0];
        foreach (TaskDescription task in launch.Tasks)
        {
            if (first is null || agents.Exists(agent => agent != first))
            {
                Tell(task.Name, task.Agent, TaskState.Dropped, TaskReason.InvalidOffers);
            }
            else if (!first.Free.Contains(task.Resources) || _tasks.ContainsKey(task.Name))
            {
                Tell(task.Name, task.Agent, TaskState.Error, TaskReason.TaskInvalid);
            }
            else
            {
                Launch(task, first);
            }
        }

        Refuse(first, accept.Refusal);
    }

    private void Launch(TaskDescription description, FakeAgent agent)
    {
        FakeTask task = new(description, agent);
        OnLaunch(task);
        _tasks.Add(task.Name, task);
        agent.Free -= description.Resources;
        (double start, double? run, TaskState end) = Play(description);
        At(TimeSpan.FromSeconds(start), () =>
        {
            if (task.IsOver)
            {
                return;
            }

            task.IsHealthy = Health(description);
            Change(task, TaskState.Running);
            if (run is { } length)
            {
                At(TimeSpan.FromSeconds(length), () => End(task, end));
            }
        });
    }

    private void Kill(KillTask kill)
    {
        if (!_tasks.TryGetValue(kill.Task, out FakeTask? task))
        {
            Answer(kill.Task, kill.Agent);
        }
        else if (task.Agent.IsConnected)
        {
            At(TimeSpan.FromSeconds(1), () => End(task, TaskState.Killed));
        }
    }

    private void Acknowledge(AcknowledgeUpdate acknowledge)
    {
        if (_tasks.TryGetValue(acknowledge.Task, out FakeTask? task)
            && task.Unacknowledged == acknowledge.Update)
        {
            task.Unacknowledged = default;
            if (task.IsOver)
            {
                _tasks.Remove(task.Name);
            }
        }
    }

    private void Reconcile(ReconcileTasks reconcile)
    {
        foreach (TaskQuery query in reconcile.Tasks)
        {
            Answer(query.Task, query.Agent);
        }

        if (reconcile.Tasks.Count == 0)
        {
            foreach (FakeTask task in _tasks.Values)
            {
                Answer(task.Name, task.Agent.Name);
            }
        }
    }

    private void Answer(string name, string? agent)
    {
        if (_tasks.TryGetValue(name, out FakeTask? task))
        {
            TaskState state = task.Agent.IsConnected ? task.State : TaskState.Unreachable;
            Tell(task, state, TaskReason.Reconciliation);
            return;
        }

        FakeAgent? known = Agents.Find(a => string.Equals(a.Name, agent, StringComparison.Ordinal));
        TaskState answer = known is null ? TaskState.Unknown
            : known.IsConnected ? TaskState.Gone : TaskState.Unreachable;
        Tell(name, agent, answer, TaskReason.Reconciliation);
    }
}
