using System;
using System.Collections.Generic;

namespace Offers;

/// <content>
/// What an agent that is back has, and what the books had on it (semantics 2.6, 2.8).
/// </content>
public sealed partial class Cluster
{
    private void TakeTasks(ReregisterAgent report, ClusterAgent agent)
    {
        List<ClusterTask> missing = [];
        for (ClusterTask? task = agent.Tasks.First; task is not null;
            task = agent.Tasks.After(task))
        {
            missing.Add(task);
        }

        foreach (ReportedTask reported in report.Tasks.AsSpan())
        {
            if (_frameworkNames.TryGetValue(reported.Framework, out ClusterFramework? framework))
            {
                if (TaskOn(agent, framework, reported.Description.Name) is { } task)
                {
                    missing.Remove(task);
                    Compare(task, reported);
                }
                else
                {
                    TakeIn(reported, framework, agent);
                }
            }
        }

        foreach (ClusterTask task in missing)
        {
            Miss(task);
        }
    }

    /// <summary>A task that both have: the agent knows its state better.</summary>
    private void Compare(ClusterTask task, ReportedTask reported)
    {
        if (!task.State.IsTerminal())
        {
            task.State = reported.State;
        }

        task.UpdateState = reported.UpdateState ?? task.UpdateState;
        task.Update = reported.Update.IsSome ? reported.Update : task.Update;
        if (task.State.FreesResources())
        {
            ReturnResources(task);
        }
        else if (task.IsKillWanted && task.Agent.Drain is null)
        {
            // A drain that goes on kills everything anyway.
            SendKill(task);
        }
    }

    /// <summary>
    /// A task that only the agent has: it was out of contact, or the master has forgotten.
    /// </summary>
    private void TakeIn(ReportedTask reported, ClusterFramework framework, ClusterAgent agent)
    {
        string name = reported.Description.Name;
        if (framework.Names.ContainsKey(name))
        {
            // Another agent has a task of this name: the framework gave it twice, one has to go.
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.Kill,
                Agent = agent.Name,
                Connection = agent.Connection,
                Framework = framework.Name,
                Name = name,
            });
            return;
        }

        RoleId role = _allocator.Role(reported.Role);
        ClusterExecutor? executor = reported.Description.Executor is { } description
            ? agent.FindExecutor(framework, description.Name)
            : null;
        ClusterTask task = AddTask(
            reported.Description, framework, agent, role, executor, reported.State);
        task.UpdateState = reported.UpdateState ?? task.UpdateState;
        task.Update = reported.Update;
        if (task.HoldsResources)
        {
            _allocator.Claim(
                framework.Id, reported.Role, agent.Id, task.Description.Resources, _now);
        }

        bool wasUnreachable = framework.Unreachable.Contains(name);
        framework.Unreachable.Remove(name);
        if (!task.State.IsTerminal() && (wasUnreachable || framework.Completed.Contains(name)))
        {
            TellTask(framework, new TaskTold(name, agent.Name, task.State)
            {
                Reason = TaskReason.AgentReregistered,
            });
        }
    }

    /// <summary>A task that only the books have: it is gone, or never reached the agent.</summary>
    private void Miss(ClusterTask task)
    {
        if (!task.State.IsTerminal())
        {
            TaskState state = task.State == TaskState.Staging ? TaskState.Dropped : TaskState.Gone;
            End(task, state, TaskReason.Reconciliation);
            return;
        }

        // Its end was acknowledged, and the order to forget it is all that was lost; or the agent
        // has forgotten by itself, and the framework is told once more.
        Answer(task);
        Forget(task, task.State, TaskReason.None);
    }

    /// <summary>The master itself finds a task at its end: its framework is told once.</summary>
    private void End(ClusterTask task, TaskState state, TaskReason reason)
    {
        ClusterFramework framework = task.Framework;
        TellTask(framework, new TaskTold(task.Name, task.Agent.Name, state)
        {
            Reason = reason,
            When = state == TaskState.Unreachable ? _now : default,
        });
        Forget(task, state == TaskState.Unreachable ? state : state.As(framework.Capabilities),
            reason);
    }

    private void TakeOperations(ReregisterAgent report, ClusterAgent agent)
    {
        foreach (ReportedOperation reported in report.Operations.AsSpan())
        {
            if (_frameworkNames.TryGetValue(reported.Framework, out ClusterFramework? framework)
                && framework.FindOperation(reported.Operation) is null)
            {
                framework.Operations.Add(new ClusterOperation(
                    framework, reported.Operation, agent.Name, reported.State)
                {
                    Update = reported.Update,
                });
            }
        }

        foreach (ClusterFramework framework in _frameworks)
        {
            DropMissing(framework, agent, report);
        }
    }

    /// <summary>Operations that never reached the agent are dropped.</summary>
    private void DropMissing(
        ClusterFramework framework, ClusterAgent agent, ReregisterAgent report)
    {
        for (int i = framework.Operations.Count - 1; i >= 0; i--)
        {
            ClusterOperation operation = framework.Operations[i];
            if (string.Equals(operation.Agent, agent.Name, StringComparison.Ordinal)
                && !IsReported(operation, report))
            {
                framework.Operations.RemoveAt(i);
                if (!IsEnded(operation.State))
                {
                    TellOperation(operation, OperationState.Dropped, UpdateId.None);
                }
            }
        }
    }

    private static bool IsReported(ClusterOperation operation, ReregisterAgent report)
    {
        bool found = false;
        foreach (ReportedOperation reported in report.Operations.AsSpan())
        {
            found |= string.Equals(reported.Operation, operation.Id, StringComparison.Ordinal)
                && string.Equals(
                    reported.Framework, operation.Framework.Name, StringComparison.Ordinal);
        }

        return found;
    }
}
