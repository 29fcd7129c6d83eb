using System;

namespace Offers;

/// <content>Tasks: updates, acknowledgements and their end (semantics 2.5 and 2.6).</content>
public sealed partial class Cluster
{
    private ClusterStatus Update(ReportUpdate report, ClusterAgent agent)
    {
        if (!report.State.IsSeenByAgents() || report.LatestState?.IsSeenByAgents() == false)
        {
            return ClusterStatus.InvalidValue;
        }

        if (!_frameworkNames.TryGetValue(report.Framework, out ClusterFramework? framework))
        {
            // Nobody will ever acknowledge it: the agent ends what it has of the framework.
            if (agent.IsConnected)
            {
                Order(agent, MessageKind.ShutDownFramework, report.Framework);
            }

            return ClusterStatus.UnknownFramework;
        }

        Changed(Durability.Lazy);
        ClusterTask? task = TaskOn(agent, framework, report.Task);
        if (task is not null)
        {
            Follow(task, report);
        }

        Forward(report, framework, task);
        if (task is not null && task.State.IsTerminal() && !report.Update.IsSome)
        {
            Changed(Durability.Synced);
            Forget(task, task.State, report.Reason);
            FinishDrain(agent);
        }

        return ClusterStatus.Ok;
    }

    private static ClusterTask? TaskOn(
        ClusterAgent agent, ClusterFramework framework, string name) =>
        framework.Names.TryGetValue(name, out ClusterTask? task) && task.Agent == agent
            ? task
            : null;

    /// <summary>
    /// Takes over the latest state. Resources return with the first that frees them, and what has
    /// ended stays ended.
    /// </summary>
    private void Follow(ClusterTask task, ReportUpdate report)
    {
        if (!task.State.IsTerminal())
        {
            task.State = report.LatestState ?? report.State;
        }

        if (report.Update.IsSome)
        {
            task.UpdateState = report.State;
            task.Update = report.Update;
        }

        if (task.State.FreesResources())
        {
            ReturnResources(task);
        }
    }

    private void Forward(ReportUpdate report, ClusterFramework framework, ClusterTask? task)
    {
        bool isUnasked = report.State == TaskState.Killing
            && (framework.Capabilities & FrameworkCapabilities.TaskKillingState)
                == FrameworkCapabilities.None;
        if (!framework.IsConnected || (isUnasked && !report.Update.IsSome))
        {
            return;
        }

        _out.Add(new ClusterMessage
        {
            Kind = MessageKind.TaskUpdated,
            Framework = framework.Name,
            Connection = framework.Connection,
            Agent = report.Agent,
            Name = task?.Name ?? report.Task,
            State = report.State.As(framework.Capabilities),
            Reason = report.Reason,
            Source = report.Source,
            Update = report.Update,
            Body = report.Message,
            IsHealthy = report.IsHealthy,
        });
    }

    /// <summary>Gives a task's resources back, once.</summary>
    private void ReturnResources(ClusterTask task)
    {
        if (!task.HoldsResources)
        {
            return;
        }

        task.HoldsResources = false;
        _piece.Load(task.Description.Resources);
        Release(task.Framework, task.Role, task.Agent, _piece);
        NoteEnd(task);
    }

    private void Release(
        ClusterFramework framework, RoleId role, ClusterAgent agent, Portion resources)
    {
        if (resources.IsEmpty)
        {
            // An executor may need nothing, and its framework may have left the role since.
            return;
        }

        AllocatorStatus status =
            _allocator.Release(framework.Id, role, agent.Id, resources, _now);
        if (status != AllocatorStatus.Ok)
        {
            throw new InvalidOperationException(
                $"the books disagree on what {framework.Name} has on {agent.Name}: {status}");
        }

        if (_openInverseOffers > 0 && !Holds(framework, agent))
        {
            EndInverseOffer(framework, agent, RescindReason.NothingLeft);
        }
    }

    /// <summary>Who has nothing left on an agent is no longer asked to leave it.</summary>
    private static bool Holds(ClusterFramework framework, ClusterAgent agent)
    {
        for (ClusterTask? task = agent.Tasks.First; task is not null;
            task = agent.Tasks.After(task))
        {
            if (task.Framework == framework && task.HoldsResources)
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

    /// <summary>Takes a task out of the books, its resources too; history remembers it.</summary>
    private void Forget(ClusterTask task, TaskState state, TaskReason reason)
    {
        ReturnResources(task);
        Unlink(task);
        PastTask past = new(task.Name, task.Agent.Name, state, reason);
        TaskHistory history = state == TaskState.Unreachable
            ? task.Framework.Unreachable
            : task.Framework.Completed;
        history.Add(in past, Options.MaxCompletedTasks);
        Free(task);
    }

    private void Unlink(ClusterTask task)
    {
        task.Agent.Tasks.Remove(task);
        task.Framework.Tasks.Remove(task);
        task.Framework.Names.Remove(task.Name);
        TaskCount--;
    }

    private void Free(ClusterTask task)
    {
        task.Framework = null!;
        task.Agent = null!;
        task.Description = null!;
        task.Executor = null;
        _spareTasks.Add(task);
    }

    private ClusterStatus Acknowledge(AcknowledgeUpdate call, ClusterFramework framework)
    {
        if (!call.Update.IsSome)
        {
            return ClusterStatus.InvalidValue;
        }

        if (!_agentNames.TryGetValue(call.Agent, out ClusterAgent? agent))
        {
            return ClusterStatus.UnknownAgent;
        }

        if (!agent.IsConnected)
        {
            return ClusterStatus.AgentDisconnected;
        }

        ClusterTask? task = TaskOn(agent, framework, call.Task);
        if (task is not null && !task.Update.IsSome)
        {
            // Mesos drops an acknowledgement of what was never sent.
            return ClusterStatus.NotCurrent;
        }

        SendAcknowledgement(call, framework, agent, task);
        if (task is not null && task.Update == call.Update && task.UpdateState.IsTerminal())
        {
            Changed(Durability.Synced);
            Forget(task, task.State, TaskReason.None);
            FinishDrain(agent);
        }

        return ClusterStatus.Ok;
    }

    private void SendAcknowledgement(
        AcknowledgeUpdate call, ClusterFramework framework, ClusterAgent agent, ClusterTask? task)
    {
        Changed(Durability.Lazy);
        _out.Add(new ClusterMessage
        {
            Kind = MessageKind.UpdateAcknowledged,
            Agent = agent.Name,
            Connection = agent.Connection,
            Framework = framework.Name,
            Name = task?.Name ?? call.Task,
            Update = call.Update,
        });
    }

    private void TellTask(ClusterFramework framework, in TaskTold told)
    {
        if (!framework.IsConnected)
        {
            return;
        }

        _out.Add(new ClusterMessage
        {
            Kind = MessageKind.TaskUpdated,
            Framework = framework.Name,
            Connection = framework.Connection,
            Agent = told.Agent,
            Name = told.Name,
            State = told.State.As(framework.Capabilities),
            Reason = told.Reason,
            Violation = told.Violation,
            Source = UpdateSource.Master,
            When = told.When,
        });
    }
}
