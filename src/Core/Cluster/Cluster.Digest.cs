namespace Offers;

/// <content>One number for the whole state.</content>
public sealed partial class Cluster
{
    /// <summary>
    /// One number for the whole state: equal states give equal digests in every process and on
    /// every machine, whether they came about by commands, a journal or a snapshot. O(everything).
    /// </summary>
    public ulong ComputeDigest()
    {
        StableHash hash = default;
        hash.Add((long)_allocator.ComputeDigest());
        hash.Add(_offers.Incarnation);
        hash.Add(_offers.LastNumber);
        hash.Add(_taskNumber);
        hash.Add(_nextBatch.Ticks);
        hash.Add(_nextRemoval.Ticks);
        AddTimer(ref hash, _expected);
        foreach (ClusterFramework framework in _frameworks)
        {
            AddFramework(ref hash, framework);
        }

        foreach (ClusterAgent agent in _agents)
        {
            AddAgent(ref hash, agent);
        }

        AddRest(ref hash);
        hash.Add(Preemptions is null ? 0 : (long)Preemptions.ComputeDigest());
        return hash.Value;
    }

    private static void AddTimer(ref StableHash hash, ClusterTimer timer) =>
        hash.Add(timer.IsSet ? timer.Due.Ticks : -1);

    private static void AddFramework(ref StableHash hash, ClusterFramework framework)
    {
        hash.Add(framework.Name);
        hash.Add(framework.Connection);
        hash.Add(framework.IsRecovered ? 1 : 0);
        hash.Add(framework.Profile.Principal);
        hash.Add(framework.Profile.User);
        hash.Add(framework.Profile.Checkpoint ? 1 : 0);
        hash.Add(framework.Profile.FailoverTimeout.Ticks);
        hash.Add((long)framework.Capabilities);
        AddTimer(ref hash, framework.Failover);
        AddHistory(ref hash, framework.Unreachable);
        AddHistory(ref hash, framework.Completed);
        foreach (ClusterOperation operation in framework.Operations)
        {
            hash.Add(operation.Id);
            hash.Add(operation.Agent);
            hash.Add((long)operation.State);
            AddUpdate(ref hash, operation.Update);
        }
    }

    private static void AddHistory(ref StableHash hash, TaskHistory history)
    {
        hash.Add(history.Count);
        for (int i = 0; i < history.Count; i++)
        {
            hash.Add(history[i].Name);
            hash.Add(history[i].Agent);
            hash.Add(((long)history[i].State << 32) | (long)history[i].Reason);
        }
    }

    private static void AddUpdate(ref StableHash hash, UpdateId update)
    {
        hash.Add((long)update.High);
        hash.Add((long)update.Low);
    }

    private static void AddAgent(ref StableHash hash, ClusterAgent agent)
    {
        hash.Add(agent.Name);
        hash.Add(agent.Hostname);
        hash.Add(agent.Connection);
        hash.Add(agent.IsDeactivated ? 1 : 0);
        AddDrain(ref hash, agent.Drain);
        hash.Add(agent.IsDrained ? 1 : 0);
        hash.Add(agent.MissedPings);
        hash.Add(agent.AwaitsPong ? 1 : 0);
        AddTimer(ref hash, agent.Ping);
        AddTimer(ref hash, agent.Removal);
        foreach (InverseOffer offer in agent.InverseOffers)
        {
            hash.Add(offer.Key.Number);
            hash.Add(offer.Framework.Name);
            hash.Add(offer.Task);
        }

        foreach (ClusterExecutor executor in agent.Executors)
        {
            hash.Add(executor.Framework.Name);
            hash.Add(executor.Name);
            hash.Add(executor.Description.Resources.GetHashCode());
        }

        for (ClusterTask? task = agent.Tasks.First; task is not null;
            task = agent.Tasks.After(task))
        {
            AddTask(ref hash, task);
        }
    }

    private static void AddTask(ref StableHash hash, ClusterTask task)
    {
        hash.Add(task.Framework.Name);
        hash.Add(task.Name);
        hash.Add(task.Number);
        hash.Add(task.Started.Ticks);
        hash.Add(task.Description.Resources.GetHashCode());
        hash.Add(task.Executor?.Name);
        hash.Add(((long)task.State << 32) | (long)task.UpdateState);
        AddUpdate(ref hash, task.Update);
        hash.Add(task.IsKillWanted ? (long)task.KillReason : -1);
        hash.Add(task.KillGrace?.Ticks ?? -1);
    }

    private static void AddDrain(ref StableHash hash, DrainOrder? drain)
    {
        hash.Add(drain is null ? -1 : drain.MarkGone ? 1 : 0);
        hash.Add(drain?.MaxGrace?.Ticks ?? -1);
    }

    private void AddRest(ref StableHash hash)
    {
        foreach (LostAgent lost in _lost.InOrder)
        {
            hash.Add(lost.Name);
            hash.Add((long)lost.State);
            hash.Add(lost.Since.Ticks);
            hash.Add(lost.Hostname);
            hash.Add((lost.IsDeactivated ? 1 : 0) + (lost.IsDrainKnown ? 2 : 0));
            AddDrain(ref hash, lost.Drain);
        }

        foreach (string name in _completedFrameworks)
        {
            hash.Add(name);
        }

        foreach (MaintenanceWindow window in _windows)
        {
            hash.Add(window.Start.Ticks);
            hash.Add(window.Length?.Ticks ?? -1);
            foreach (string host in window.Hosts)
            {
                hash.Add(host);
            }
        }

        foreach (string host in _down)
        {
            hash.Add(host);
        }

        foreach (CallLimiter limiter in _limiters)
        {
            hash.Add(limiter.Gathered);
            hash.Add(limiter.Since.Ticks);
            hash.Add(limiter.Waiting.Count);
            AddTimer(ref hash, limiter.Timer);
        }
    }
}
