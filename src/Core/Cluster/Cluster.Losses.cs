using System;
using System.Collections.Generic;

namespace Offers;

/// <content>How agents go (semantics 2.8).</content>
public sealed partial class Cluster
{
    private ClusterStatus Disconnect(DisconnectAgent report, ClusterAgent agent)
    {
        if (!agent.IsConnected || agent.Connection != report.Connection)
        {
            return ClusterStatus.NotCurrent;
        }

        Disconnect(agent);
        LoseUnsaved(agent);
        return Done(Durability.Synced);
    }

    /// <summary>
    /// The agent is offered to nobody. Pings go on being missed until it is out of contact.
    /// </summary>
    private void Disconnect(ClusterAgent agent)
    {
        agent.Connection = 0;
        RescindAllOn(agent, RescindReason.AgentDisconnected);
        _allocator.DeactivateAgent(agent.Id, _now);
    }

    /// <summary>Tasks that do not outlive a broken connection of their agent are lost.</summary>
    private void LoseUnsaved(ClusterAgent agent)
    {
        for (ClusterTask? task = agent.Tasks.First; task is not null;)
        {
            ClusterTask? next = agent.Tasks.After(task);
            if (!task.Framework.Profile.Checkpoint)
            {
                EndOrForget(task, TaskState.Lost, TaskReason.AgentDisconnected);
            }

            task = next;
        }

        for (int i = agent.Executors.Count - 1; i >= 0; i--)
        {
            if (!agent.Executors[i].Framework.Profile.Checkpoint)
            {
                RemoveExecutor(agent.Executors[i]);
            }
        }

        FinishDrain(agent);
    }

    private ClusterStatus Pong(ClusterAgent agent)
    {
        if (!agent.IsConnected)
        {
            // It speaks over a connection that is no more: it has to register again.
            return ClusterStatus.AgentDisconnected;
        }

        if (agent.MissedPings == 0 && !agent.AwaitsPong && !agent.Removal.IsSet)
        {
            return ClusterStatus.Ok;
        }

        agent.MissedPings = 0;
        agent.AwaitsPong = false;
        if (agent.Removal.IsSet)
        {
            // A late answer calls the removal off.
            _timers.Cancel(agent.Removal);
            _timers.Set(agent.Ping, _now + Options.PingInterval);
        }

        return Done(Durability.Lazy);
    }

    /// <summary>A ping is due: an answer to the one before should be here.</summary>
    private void PingOrLose(ClusterAgent agent)
    {
        agent.MissedPings += agent.AwaitsPong ? 1 : 0;
        if (agent.MissedPings >= Options.MaxMissedPings)
        {
            RequestRemoval(agent);
            return;
        }

        agent.AwaitsPong = true;
        _timers.Set(agent.Ping, _now + Options.PingInterval);
        if (agent.IsConnected)
        {
            Order(agent, MessageKind.Ping, framework: null);
        }
    }

    /// <summary>
    /// Marks an agent unreachable now, or in its turn: a fault of the network does not empty the
    /// cell at once (MESOS-7721).
    /// </summary>
    private void RequestRemoval(ClusterAgent agent)
    {
        if (_nextRemoval <= _now)
        {
            Lose(agent);
            _nextRemoval = _now + Options.RemovalInterval;
        }
        else
        {
            _timers.Set(agent.Removal, _nextRemoval);
            _nextRemoval += Options.RemovalInterval;
        }
    }

    private void Lose(ClusterAgent agent)
    {
        Changed(Durability.Synced);
        LostAgent lost = Forget(agent, LostAgentState.Unreachable);
        RemoveAgent(agent, TaskState.Unreachable, TaskReason.AgentRemoved);
        _lost.Add(lost);
    }

    private LostAgent Forget(ClusterAgent agent, LostAgentState state) =>
        new(agent.Name, state, _now)
        {
            Hostname = agent.Hostname,
            Drain = agent.Drain,
            IsDrainKnown = true,
            IsDeactivated = agent.IsDeactivated,
        };

    /// <summary>
    /// Takes an agent out of the books with everything on it: frameworks hear of its offers, its
    /// tasks, and of itself.
    /// </summary>
    private void RemoveAgent(ClusterAgent agent, TaskState state, TaskReason reason)
    {
        RescindAllOn(agent, RescindReason.AgentRemoved);
        RescindInverseOn(agent, RescindReason.AgentRemoved);
        while (agent.Tasks.First is { } task)
        {
            EndOrForget(task, state, reason);
        }

        while (agent.Executors.Count > 0)
        {
            RemoveExecutor(agent.Executors[^1]);
        }

        foreach (ClusterFramework framework in _frameworks)
        {
            EndOperations(framework, agent.Name, state);
            if (framework.IsConnected)
            {
                _out.Add(new ClusterMessage
                {
                    Kind = MessageKind.AgentLost,
                    Framework = framework.Name,
                    Connection = framework.Connection,
                    Agent = agent.Name,
                });
            }
        }

        NoteLoss(agent);
        _timers.Cancel(agent.Ping);
        _timers.Cancel(agent.Removal);
        _allocator.RemoveAgent(agent.Id, _now);
        _agentNames.Remove(agent.Name);
        _agents.Remove(agent);
    }

    /// <summary>
    /// A task that has ended is told as it ended: its update may have been on its way.
    /// </summary>
    private void EndOrForget(ClusterTask task, TaskState state, TaskReason reason)
    {
        if (task.State.IsTerminal())
        {
            TellTask(task.Framework, new TaskTold(task.Name, task.Agent.Name, task.State)
            {
                Reason = reason,
            });
            Forget(task, task.State, reason);
        }
        else
        {
            End(task, state, reason);
        }
    }

    private void EndOperations(ClusterFramework framework, string agent, TaskState state)
    {
        for (int i = framework.Operations.Count - 1; i >= 0; i--)
        {
            ClusterOperation operation = framework.Operations[i];
            if (!string.Equals(operation.Agent, agent, StringComparison.Ordinal))
            {
                continue;
            }

            if (state != TaskState.Unreachable)
            {
                // What has ended is told as it ended: nobody will repeat its update.
                framework.Operations.RemoveAt(i);
                TellOperation(operation, IsEnded(operation.State) ? operation.State
                    : state == TaskState.GoneByOperator ? OperationState.GoneByOperator
                    : OperationState.Dropped, UpdateId.None);
            }
            else if (!IsEnded(operation.State))
            {
                TellOperation(operation, OperationState.Unreachable, UpdateId.None);
            }
        }
    }

    private ClusterStatus Unregister(ClusterAgent agent)
    {
        RemoveAgent(agent, TaskState.Gone, TaskReason.AgentRemoved);
        return Done(Durability.Synced);
    }

    private void LoseExpected()
    {
        Changed(Durability.Synced);
        List<LostAgent> expected = [];
        foreach (LostAgent lost in _lost.InOrder)
        {
            if (lost.State == LostAgentState.Expected)
            {
                expected.Add(lost);
            }
        }

        foreach (LostAgent lost in expected)
        {
            _lost.Add(new LostAgent(lost.Name, LostAgentState.Unreachable, _now)
            {
                Hostname = lost.Hostname,
                Drain = lost.Drain,
                IsDeactivated = lost.IsDeactivated,
                IsDrainKnown = lost.IsDrainKnown,
            });
        }
    }
}
