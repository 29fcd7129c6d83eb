using System;

namespace Offers;

/// <content>Draining, deactivating, and agents that are gone for good (semantics 2.8).</content>
public sealed partial class Cluster
{
    private ClusterStatus Drain(DrainAgent command)
    {
        if (command.MaxGrace < TimeSpan.Zero)
        {
            return ClusterStatus.InvalidValue;
        }

        DrainOrder order = new(command.MaxGrace, command.MarkGone);
        if (!_agentNames.TryGetValue(command.Agent, out ClusterAgent? agent))
        {
            return DrainLost(command.Agent, order);
        }

        agent.Drain = order;
        agent.IsDrained = false;
        StopOffering(agent);
        ContinueDrain(agent);
        return Done(Durability.Synced);
    }

    /// <summary>An agent that is out of contact drains when it is back.</summary>
    private ClusterStatus DrainLost(string name, DrainOrder order)
    {
        if (_lost.Find(name) is not { } lost)
        {
            return ClusterStatus.UnknownAgent;
        }

        if (lost.State == LostAgentState.Gone)
        {
            return ClusterStatus.AgentGone;
        }

        lost.Drain = order;
        lost.IsDrainKnown = true;
        return Done(Durability.Synced);
    }

    private void StopOffering(ClusterAgent agent)
    {
        RescindAllOn(agent, RescindReason.AgentDeactivated);
        _allocator.DeactivateAgent(agent.Id, _now);
    }

    /// <summary>Tells a draining agent so, and kills what it has, as far as it is there.</summary>
    private void ContinueDrain(ClusterAgent agent)
    {
        if (agent.Drain is not { } order)
        {
            return;
        }

        if (agent.IsConnected)
        {
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.Drain,
                Agent = agent.Name,
                Connection = agent.Connection,
                Grace = order.MaxGrace,
            });
        }

        for (ClusterTask? task = agent.Tasks.First; task is not null;
            task = agent.Tasks.After(task))
        {
            if (!task.State.IsTerminal())
            {
                Kill(task, Shorter(task.Description.KillGrace, order.MaxGrace),
                    TaskReason.AgentDraining);
            }
        }

        FinishDrain(agent);
    }

    private static TimeSpan? Shorter(TimeSpan? own, TimeSpan? most) =>
        own is null || most < own ? most : own;

    /// <summary>Drained is who has neither tasks nor operations left.</summary>
    private void FinishDrain(ClusterAgent agent)
    {
        if (agent.Drain is null || agent.IsDrained || agent.Tasks.Count > 0
            || HasOperations(agent))
        {
            return;
        }

        agent.IsDrained = true;
        Changed(Durability.Synced);
        if (agent.Drain.MarkGone)
        {
            MarkGone(agent.Name);
        }
    }

    /// <summary>For what took tasks or operations off several agents at once.</summary>
    private void FinishDrains()
    {
        // From the end, since an agent that is drained may go.
        for (int i = _agents.Count - 1; i >= 0; i--)
        {
            FinishDrain(_agents[i]);
        }
    }

    private bool HasOperations(ClusterAgent agent)
    {
        bool found = false;
        foreach (ClusterFramework framework in _frameworks)
        {
            foreach (ClusterOperation operation in framework.Operations)
            {
                found |= string.Equals(operation.Agent, agent.Name, StringComparison.Ordinal);
            }
        }

        return found;
    }

    private ClusterStatus Set(SetAgentOffering command)
    {
        if (!_agentNames.TryGetValue(command.Agent, out ClusterAgent? agent))
        {
            if (_lost.Find(command.Agent) is not { } lost)
            {
                return ClusterStatus.UnknownAgent;
            }

            if (lost.State == LostAgentState.Gone)
            {
                return ClusterStatus.AgentGone;
            }

            lost.IsDeactivated = !command.IsOffered;
            lost.IsDrainKnown |= command.IsOffered;
            lost.Drain = command.IsOffered ? null : lost.Drain;
            return Done(Durability.Synced);
        }

        agent.IsDeactivated = !command.IsOffered;
        if (command.IsOffered)
        {
            EndDrain(agent);
            RestoreOffering(agent);
        }
        else
        {
            StopOffering(agent);
        }

        return Done(Durability.Synced);
    }

    /// <summary>Kills that are under way stay; the agent is told that it may launch.</summary>
    private void EndDrain(ClusterAgent agent)
    {
        bool wasDraining = agent.Drain is not null;
        agent.Drain = null;
        agent.IsDrained = false;
        if (wasDraining && agent.IsConnected)
        {
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.AgentAdmitted,
                Agent = agent.Name,
                Connection = agent.Connection,
            });
        }
    }

    private ClusterStatus MarkGone(string name)
    {
        LostAgent? lost = _lost.Find(name);
        if (lost is { State: LostAgentState.Gone })
        {
            return ClusterStatus.AgentGone;
        }

        if (_agentNames.TryGetValue(name, out ClusterAgent? agent))
        {
            if (agent.IsConnected)
            {
                Order(agent, MessageKind.ShutDownAgent, framework: null);
            }

            lost = Forget(agent, LostAgentState.Gone);
            RemoveAgent(agent, TaskState.GoneByOperator, TaskReason.AgentRemovedByOperator);
            _lost.Add(lost);
            return Done(Durability.Synced);
        }

        return lost is null ? ClusterStatus.UnknownAgent : MarkLostGone(lost);
    }

    /// <summary>Tasks that were out of contact with it are gone now, too.</summary>
    private ClusterStatus MarkLostGone(LostAgent lost)
    {
        _lost.Add(new LostAgent(lost.Name, LostAgentState.Gone, _now)
        {
            Hostname = lost.Hostname,
        });
        foreach (ClusterFramework framework in _frameworks)
        {
            EndOperations(framework, lost.Name, TaskState.GoneByOperator);
            for (int i = framework.Unreachable.Count - 1; i >= 0; i--)
            {
                PastTask task = framework.Unreachable[i];
                if (string.Equals(task.Agent, lost.Name, StringComparison.Ordinal))
                {
                    framework.Unreachable.Remove(task.Name);
                    TellTask(framework, new TaskTold(
                        task.Name, task.Agent, TaskState.GoneByOperator)
                    {
                        Reason = TaskReason.AgentRemovedByOperator,
                    });
                    framework.Completed.Add(task with
                    {
                        State = TaskState.GoneByOperator,
                        Reason = TaskReason.AgentRemovedByOperator,
                    }, Options.MaxCompletedTasks);
                }
            }
        }

        return Done(Durability.Synced);
    }
}
