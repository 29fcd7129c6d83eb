namespace Offers;

/// <content>How frameworks go (semantics 2.7).</content>
public sealed partial class Cluster
{
    private ClusterStatus Disconnect(DisconnectFramework command)
    {
        DropWaiting(command.Framework, command.Connection);
        if (!_frameworkNames.TryGetValue(command.Framework, out ClusterFramework? framework))
        {
            return ClusterStatus.UnknownFramework;
        }

        if (framework.Connection != command.Connection || !framework.IsConnected)
        {
            return ClusterStatus.NotCurrent;
        }

        Disconnect(framework);
        _timers.Set(framework.Failover, _now + framework.Profile.FailoverTimeout);
        return Done(Durability.Lazy);
    }

    /// <summary>Nobody is there: no offers go there, and those that are open are void.</summary>
    private void Disconnect(ClusterFramework framework)
    {
        framework.Connection = 0;
        _allocator.DeactivateFramework(framework.Id, _now);
        RescindAllOf(framework, RescindReason.None);
    }

    private ClusterStatus TearDown(ClusterFramework framework)
    {
        Remove(framework);
        return Done(Durability.Synced);
    }

    /// <summary>
    /// A framework ends for good: everything of it on agents is shut down, its tasks are recorded
    /// as killed, and its resources are free at once, as in Mesos.
    /// </summary>
    private void Remove(ClusterFramework framework)
    {
        if (framework.IsConnected)
        {
            Tell(framework, MessageKind.FrameworkError, ClusterStatus.FrameworkRemoved);
        }

        framework.Connection = 0;
        RescindAllOf(framework, RescindReason.None);
        foreach (ClusterAgent agent in _agents)
        {
            if (agent.IsConnected && HasAnything(agent, framework))
            {
                Order(agent, MessageKind.ShutDownFramework, framework.Name);
            }

            agent.Executors.RemoveAll(executor => executor.Framework == framework);
        }

        while (framework.Tasks.First is { } task)
        {
            Forget(task, TaskState.Killed, TaskReason.FrameworkRemoved);
        }

        NoteRemoval(framework);
        _timers.Cancel(framework.Failover);
        _allocator.RemoveFramework(framework.Id, _now);
        _frameworkNames.Remove(framework.Name);
        _frameworks.Remove(framework);
        Remember(framework.Name);
        FinishDrains();
    }

    private static bool HasAnything(ClusterAgent agent, ClusterFramework framework)
    {
        for (ClusterTask? task = agent.Tasks.First; task is not null;
            task = agent.Tasks.After(task))
        {
            if (task.Framework == framework)
            {
                return true;
            }
        }

        foreach (ClusterExecutor executor in agent.Executors)
        {
            if (executor.Framework == framework)
            {
                return true;
            }
        }

        return false;
    }

    private void Remember(string framework)
    {
        _completedFrameworks.Add(framework);
        if (_completedFrameworks.Count > Options.MaxCompletedFrameworks)
        {
            _completedFrameworks.RemoveAt(0);
        }
    }

    private void Tell(ClusterFramework framework, MessageKind kind, ClusterStatus status) =>
        _out.Add(new ClusterMessage
        {
            Kind = kind,
            Framework = framework.Name,
            Connection = framework.Connection,
            Status = status,
        });

    private void Order(ClusterAgent agent, MessageKind kind, string? framework) =>
        _out.Add(new ClusterMessage
        {
            Kind = kind,
            Agent = agent.Name,
            Connection = agent.Connection,
            Framework = framework,
        });
}
