using System;
using System.Collections.Generic;

namespace Offers;

// The life of tasks: staging, starting, running, perhaps killing, ended, acknowledged.
internal sealed partial class AgentModel
{
    private static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(3);

    /// <summary>What runs here, executors included; shared volumes apart.</summary>
    internal ResourceSet Used
    {
        get
        {
            ResourceSet used = ResourceSet.Empty;
            foreach (AgentTask task in _tasks)
            {
                used = task.IsLive ? used + AgentBooks.Owned(task.Description.Resources) : used;
            }
            foreach (AgentExecutor executor in _executors)
            {
                used += AgentBooks.Owned(executor.Description.Resources);
            }
            return used;
        }
    }

    private AgentTask? Find(string framework, string name)
    {
        foreach (AgentTask task in _tasks)
        {
            if (string.Equals(task.Framework, framework, StringComparison.Ordinal)
                && string.Equals(task.Name, name, StringComparison.Ordinal))
            {
                return task;
            }
        }
        return null;
    }

    private void Launch(LaunchReceived launch, Timestamp now)
    {
        Learn(launch.Framework);
        string framework = launch.Framework.Id;
        if (Find(framework, launch.Task.Name) is not null)
        {
            return;
        }
        AgentExecutor? executor = launch.Task.Executor is ExecutorDescription description
            ? ExecutorOf(framework, launch.Role, description)
            : null;
        Start(framework, launch.Role, [launch.Task], executor, now);
    }

    private void LaunchGroup(LaunchGroupReceived launch, Timestamp now)
    {
        Learn(launch.Framework);
        string framework = launch.Framework.Id;
        foreach (TaskDescription task in launch.Group.Tasks)
        {
            if (Find(framework, task.Name) is not null)
            {
                return;
            }
        }
        AgentExecutor executor =
            ExecutorOf(framework, launch.Role, launch.Group.Executor);
        Start(framework, launch.Role, launch.Group.Tasks, executor, now);
    }

    /// <summary>All of them, if they fit and may start; none otherwise.</summary>
    private void Start(
        string framework, string role, ValueList<TaskDescription> tasks, AgentExecutor? executor,
        Timestamp now)
    {
        TaskReason refusal = RefusalOf(tasks, executor);
        if (refusal == TaskReason.None && executor is not null && !_executors.Contains(executor))
        {
            _executors.Add(executor);
        }
        foreach (TaskDescription description in tasks)
        {
            AgentScript script = AgentScript.Of(_seed, framework, description);
            AgentTask task = new(framework, role, description)
            {
                Executor = executor,
                Script = script,
                NextStep = now + script.LaunchDelay,
            };
            _tasks.Add(task);
            if (refusal != TaskReason.None)
            {
                Report(task, TaskState.Dropped, refusal, now);
            }
        }
    }

    private TaskReason RefusalOf(ValueList<TaskDescription> tasks, AgentExecutor? executor)
    {
        ResourceSet more = executor is null || _executors.Contains(executor)
            ? ResourceSet.Empty
            : executor.Description.Resources;
        foreach (TaskDescription task in tasks)
        {
            more += task.Resources;
        }
        return IsDraining ? TaskReason.AgentDraining
            : executor is { IsEnding: true } ? TaskReason.ExecutorTerminated
            : AgentBooks.Fits(Total, Used, more) ? TaskReason.None
            : TaskReason.ResourcesUnknown;
    }

    private void Kill(KillReceived kill, Timestamp now)
    {
        // A task that is not here has ended, or was never here: re-registration tells.
        if (Find(kill.Framework, kill.Task) is not { IsLive: true } task)
        {
            return;
        }
        if (!task.IsStarted)
        {
            EndGroup(task, TaskState.Killed, TaskReason.TaskKilledDuringLaunch, now);
            return;
        }
        TimeSpan grace = kill.Grace ?? task.Description.KillGrace ?? DefaultGrace;
        Timestamp end = now + Portion(task, grace);
        task.NextStep = task.IsKilled ? Earlier(task.NextStep, end) : end;
        if (!task.IsKilled && TellsKilling(task.Framework))
        {
            Report(task, TaskState.Killing, kill.Reason, now);
        }
        task.IsKilled = true;
        task.KillReason = kill.Reason;
    }

    private void Acknowledge(UpdateAcknowledged acknowledged, Timestamp now)
    {
        StreamProgress progress = _streams.Acknowledge(
            acknowledged.Framework, acknowledged.Task, acknowledged.Update, now);
        if (progress == StreamProgress.Ended
            && Find(acknowledged.Framework, acknowledged.Task) is AgentTask task)
        {
            _tasks.Remove(task);
        }
    }

    private void StepTasks(Timestamp now)
    {
        for (int i = 0; i < _tasks.Count; i++)
        {
            if (_tasks[i].NextStep <= now)
            {
                Step(_tasks[i], now);
            }
        }
    }

    private void Step(AgentTask task, Timestamp now)
    {
        if (task.IsKilled)
        {
            EndGroup(task, TaskState.Killed, task.KillReason, now);
        }
        else if (!task.IsStarted)
        {
            task.IsStarted = true;
            task.NextStep = now + task.Script.StartDelay;
            Report(task, TaskState.Starting, TaskReason.None, now);
        }
        else if (task.State == TaskState.Starting)
        {
            task.NextStep = now + task.Script.Length;
            Report(task, TaskState.Running, TaskReason.None, now);
        }
        else
        {
            EndGroup(task, task.Script.End, task.Script.Reason, now);
        }
    }

    /// <summary>
    /// A task ends; if it is of a group and did not end well, so do the others (semantics 3.2).
    /// </summary>
    private void EndGroup(AgentTask task, TaskState state, TaskReason reason, Timestamp now)
    {
        Report(task, state, reason, now);
        bool takesOthers = state != TaskState.Finished
            && task.Executor is { Description.Kind: ExecutorKind.Default };
        foreach (AgentTask other in Snapshot(takesOthers ? task.Executor : null))
        {
            Report(other, TaskState.Killed, TaskReason.None, now);
        }
        LeaveIdle(task.Executor, now);
    }

    private AgentTask[] Snapshot(AgentExecutor? executor)
    {
        List<AgentTask> live = [];
        foreach (AgentTask task in _tasks)
        {
            if (executor is not null && task.IsLive && ReferenceEquals(task.Executor, executor))
            {
                live.Add(task);
            }
        }
        return [.. live];
    }

    private void Report(AgentTask task, TaskState state, TaskReason reason, Timestamp now)
    {
        task.State = state;
        if (!task.IsLive)
        {
            task.NextStep = Timestamp.Never;
        }
        bool isOwn = state == TaskState.Dropped || reason == TaskReason.TaskKilledDuringLaunch;
        _streams.Add(
            new ReportUpdate(Name, task.Framework, task.Name, state, NextUpdate())
            {
                Reason = reason,
                Source = isOwn ? UpdateSource.Agent : UpdateSource.Executor,
            },
            now);
    }

    private bool TellsKilling(string framework)
    {
        FrameworkProfile? profile = ProfileOf(framework);
        return profile is not null && (profile.Description.Capabilities
            & FrameworkCapabilities.TaskKillingState) != FrameworkCapabilities.None;
    }

    private FrameworkProfile? ProfileOf(string framework) => _frameworks.Find(
        f => string.Equals(f.Id, framework, StringComparison.Ordinal));

    /// <summary>A part of a time that is this task's own.</summary>
    private TimeSpan Portion(AgentTask task, TimeSpan whole)
    {
        StableHash hash = default;
        hash.Add((long)_seed);
        hash.Add(task.Name);
        return new TimeSpan((long)(hash.Value % (ulong)(whole.Ticks + 1)));
    }
}
