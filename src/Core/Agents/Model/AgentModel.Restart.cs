using System;
using System.Collections.Generic;

namespace Offers;

// What the agent keeps over a crash, and what it says of itself when it registers again.
internal sealed partial class AgentModel
{
    /// <summary>
    /// The agent in its next life: as a program that was killed, which finds its checkpoint and
    /// what still runs, or on a machine that was switched off, where nothing runs any more.
    /// </summary>
    internal AgentModel Restart(bool isRebooted, Timestamp now)
    {
        AgentModel next = new(_profile, _seed, _life + 1)
        {
            Total = Total,
            _resourceVersion = _resourceVersion,
            IsKnown = IsKnown,
            IsDraining = IsDraining,
            _streams = UpdateStreams.Restore(isRebooted ? [] : KeptStreams()),
        };
        next._operations.AddRange(_operations);
        if (!isRebooted)
        {
            next._frameworks.AddRange(_frameworks.FindAll(f => f.Checkpoint));
            next._executors.AddRange(_executors.FindAll(e => IsKept(e.Framework)));
            next._tasks.AddRange(_tasks.FindAll(t => IsKept(t.Framework)));
            next.FindEnded(now);
        }
        return next;
    }

    private bool IsKept(string framework) => ProfileOf(framework) is { Checkpoint: true };

    private ValueList<UpdateStreamState> KeptStreams()
    {
        List<UpdateStreamState> kept = [];
        foreach (UpdateStreamState state in _streams.Save())
        {
            if (IsKept(state.Waiting[0].Framework))
            {
                kept.Add(state);
            }
        }
        return [.. kept];
    }

    /// <summary>
    /// Executors that did not outlive the crash end their tasks; tasks that ended in between are
    /// found so. What had not been started yet is not started any more.
    /// </summary>
    private void FindEnded(Timestamp now)
    {
        foreach (AgentTask task in _tasks.ToArray())
        {
            if (!task.IsLive)
            {
                continue;
            }
            if (!task.IsStarted)
            {
                EndGroup(task, TaskState.Gone, TaskReason.AgentRestarted, now);
            }
            else if (!task.Script.Survives)
            {
                EndGroup(task, TaskState.Failed, TaskReason.ExecutorReregistrationTimeout, now);
            }
        }
        foreach (AgentExecutor executor in _executors)
        {
            LeaveIdle(executor, now);
        }
    }

    private ValueList<ReportedTask> ReportedTasks()
    {
        ReportedTask[] tasks = new ReportedTask[_tasks.Count];
        for (int i = 0; i < tasks.Length; i++)
        {
            AgentTask task = _tasks[i];
            tasks[i] = new ReportedTask(
                task.Framework, task.Role, task.Description, task.State);
            if (_streams.TryFind(task.Framework, task.Name, out ReportUpdate? update))
            {
                tasks[i] = tasks[i] with
                {
                    UpdateState = update!.State,
                    Update = update.Update,
                };
            }
        }
        return ValueLists.Of<ReportedTask>(tasks);
    }

    private ValueList<ReportedExecutor> ReportedExecutors() => [.. _executors.ConvertAll(
        e => new ReportedExecutor(e.Framework, e.Role, e.Description))];

    private ValueList<ReportedOperation> ReportedOperations() => [.. _operations.ConvertAll(
        o => new ReportedOperation(o.Framework, o.Id, o.State, o.Update))];

    private ValueList<FrameworkProfile> ReportedFrameworks() => [.. _frameworks.FindAll(HasPart)];

    private bool HasPart(FrameworkProfile framework) =>
        _tasks.Exists(t => string.Equals(t.Framework, framework.Id, StringComparison.Ordinal))
        || _executors.Exists(e => string.Equals(
            e.Framework, framework.Id, StringComparison.Ordinal));
}
