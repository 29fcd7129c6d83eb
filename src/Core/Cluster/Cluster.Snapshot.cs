using System;
using System.Collections.Generic;

namespace Offers;

/// <content>The whole state as a value.</content>
public sealed partial class Cluster
{
    /// <summary>
    /// The whole state, from which <see cref="Restore"/> makes a cluster that does the same for
    /// ever after. O(everything), sorted by name.
    /// </summary>
    /// <remarks>
    /// Effects are no part of the state: those of the last command are cleared, so that the host
    /// has sent them before.
    /// </remarks>
    public ClusterSnapshot TakeSnapshot()
    {
        _out.Clear();
        _allocator.Outbox.Clear();
        return Save(_allocator.TakeSnapshot());
    }

    /// <summary>
    /// One number for the whole state: equal states give equal digests in every process and on
    /// every machine, whether they came about by commands, a journal or a snapshot. O(everything).
    /// </summary>
    /// <remarks>
    /// It is one of all that a snapshot holds but the moment of the last command: what was refused
    /// leaves no trace in a journal. It costs the writing of the text.
    /// </remarks>
    public ulong ComputeDigest()
    {
        AllocatorSnapshot allocator = _allocator.Save();
        StableHash hash = default;
        hash.Add((long)_allocator.DigestOf(allocator));
        ClusterSnapshotWriter.WriteState(Save(allocator), line => hash.Add(line));
        hash.Add(Preemptions is null ? 0 : (long)Preemptions.ComputeDigest());
        return hash.Value;
    }

    private ClusterSnapshot Save(AllocatorSnapshot allocator) => new()
    {
        Allocator = allocator,
        Time = _now,
        Incarnation = _offers.Incarnation,
        LastOffer = _offers.LastNumber,
        LastTask = _taskNumber,
        NextBatch = _nextBatch,
        NextRemoval = _nextRemoval,
        ExpectedUntil = DueOf(_expected),
        Frameworks = SaveEach(_frameworks, SaveFramework),
        Agents = SaveEach(_agents, SaveAgent),
        Tasks = SaveTasks(),
        Offers = SaveOffers(),
        CompletedFrameworks = [.. _completedFrameworks],
        LostAgents = SaveEach(_lost.InOrder, SaveLost),
        Windows = [.. _windows],
        HostsDown = [.. _down],
        Limiters = SaveEach(_limiters, SaveLimiter),
        Preemptions = Preemptions?.Snapshot(),
    };

    private static ValueList<TRow> SaveEach<T, TRow>(IReadOnlyList<T> items, Func<T, TRow> save)
    {
        TRow[] rows = new TRow[items.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = save(items[i]);
        }

        return new ValueList<TRow>(rows);
    }

    private static Timestamp? DueOf(ClusterTimer timer) => timer.IsSet ? timer.Due : null;

    private static ClusterFrameworkSnapshot SaveFramework(ClusterFramework framework) =>
        new(framework.Profile)
        {
            Connection = framework.Connection,
            IsRecovered = framework.IsRecovered,
            FailoverAt = DueOf(framework.Failover),
            Operations = SaveEach(framework.Operations, static operation =>
                new ClusterOperationSnapshot(
                    operation.Id, operation.Agent, operation.State, operation.Update)),
            Unreachable = SaveHistory(framework.Unreachable),
            Completed = SaveHistory(framework.Completed),
        };

    private static ValueList<PastTask> SaveHistory(TaskHistory history)
    {
        PastTask[] tasks = new PastTask[history.Count];
        for (int i = 0; i < tasks.Length; i++)
        {
            tasks[i] = history[i];
        }

        return new ValueList<PastTask>(tasks);
    }

    private ClusterAgentSnapshot SaveAgent(ClusterAgent agent) => new(agent.Profile)
    {
        Connection = agent.Connection,
        IsDeactivated = agent.IsDeactivated,
        Drain = agent.Drain,
        IsDrained = agent.IsDrained,
        PingAt = DueOf(agent.Ping),
        RemovalAt = DueOf(agent.Removal),
        MissedPings = agent.MissedPings,
        AwaitsPong = agent.AwaitsPong,
        Executors = SaveEach(agent.Executors, executor => new ReportedExecutor(
            executor.Framework.Name, _allocator.NameOf(executor.Role), executor.Description)),
        InverseOffers = SaveEach(agent.InverseOffers, static offer => new InverseOfferSnapshot(
            offer.Key, offer.Framework.Name, offer.Task, offer.When)),
    };

    private ValueList<ClusterTaskSnapshot> SaveTasks()
    {
        List<ClusterTaskSnapshot> rows = new(TaskCount);
        foreach (ClusterAgent agent in _agents)
        {
            for (ClusterTask? task = agent.Tasks.First; task is not null;
                task = agent.Tasks.After(task))
            {
                rows.Add(SaveTask(task));
            }
        }

        rows.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return [.. rows];
    }

    private ClusterTaskSnapshot SaveTask(ClusterTask task) => new(
        task.Number, task.Framework.Name, task.Agent.Name, _allocator.NameOf(task.Role),
        task.Description, task.State, task.Started)
    {
        Executor = task.Executor?.Name,
        UpdateState = task.UpdateState,
        Update = task.Update,
        Kill = task.IsKillWanted ? new KillOrder(task.KillGrace, task.KillReason) : null,
    };

    private ValueList<ClusterOfferSnapshot> SaveOffers()
    {
        List<ClusterOfferSnapshot> rows = new(_offers.Count);
        for (OpenOffer? offer = _offers.ByAge.First; offer is not null;
            offer = _offers.ByAge.After(offer))
        {
            rows.Add(new ClusterOfferSnapshot(
                offer.Key, offer.Framework.Name, _allocator.NameOf(offer.Role), offer.Agent.Name,
                offer.MadeAt)
            {
                Locked = offer.Row < 0 ? null : _allocator.IdOf(offer.Row),
                Resources = offer.Resources,
            });
        }

        return [.. rows];
    }

    private static LostAgentSnapshot SaveLost(LostAgent lost) =>
        new(lost.Name, lost.State, lost.Since)
        {
            Hostname = lost.Hostname,
            Drain = lost.Drain,
            IsDeactivated = lost.IsDeactivated,
            IsDrainKnown = lost.IsDrainKnown,
        };

    private static CallLimiterSnapshot SaveLimiter(CallLimiter limiter) =>
        new(limiter.Limit.Principal, limiter.Gathered, limiter.Since)
        {
            Waiting = SaveEach(limiter.Waiting, static call => call),
        };
}
