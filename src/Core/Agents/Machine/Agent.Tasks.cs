using System;

namespace Offers;

/// <content>Processes and tasks: started, checked, killed, ended (semantics 2.5, 3.2).</content>
public sealed partial class Agent
{
    private void Started(ProcessStarted started)
    {
        if (TaskIn(started.Container, started.Process) is not { State: < TaskState.Running } task)
        {
            return;
        }

        task.EndsAt = task.Description.MaxCompletionTime is { } longest
            ? _now + longest
            : Timestamp.Never;
        Report(task, new TaskOutcome(TaskState.Running, TaskReason.None));
    }

    private void Ended(ProcessEnded ended)
    {
        if (FindContainer(ended.Container) is not { } container)
        {
            return;
        }

        container.Processes.Remove(ended.Process);
        if (ended.Process.Length == 0)
        {
            EndExecutor(container, ended.End);
        }
        else if (TaskIn(ended.Container, ended.Process) is { } task)
        {
            End(task, OutcomeOf(task, ended.End));
        }

        if (container.IsEnding)
        {
            DestroyIfIdle(container);
        }
    }

    private void EndExecutor(AgentContainer container, in ProcessEnd end)
    {
        container.ExitStatus = end.ExitStatus ?? (128 + (end.Signal ?? 0));
        EndAll(container, container.Limit != TaskReason.None
            ? LimitOf(container)
            : TaskOutcome.Own(TaskState.Failed, TaskReason.ExecutorTerminated,
                $"the executor {end}"));
    }

    /// <summary>What the end of its process makes of a task.</summary>
    private static TaskOutcome OutcomeOf(TaskRun task, in ProcessEnd end) =>
        task.Container is { Limit: not TaskReason.None } container ? LimitOf(container)
        : task.IsKilled ? OutcomeOf(task)
        : end.StartError is not null
            ? new TaskOutcome(TaskState.Failed, TaskReason.ContainerLaunchFailed)
            {
                Message = $"the command {end}",
            }
        : new TaskOutcome(end.IsGood ? TaskState.Finished : TaskState.Failed, TaskReason.None)
        {
            Message = $"the command {end}",
        };

    private static TaskOutcome OutcomeOf(TaskRun task) => new(
        task.KillReason == TaskReason.MaxCompletionTimeReached
            ? TaskState.Failed
            : TaskState.Killed,
        task.KillReason);

    /// <summary>
    /// A task has ended. If it was of a group and did not end well, the others of the group are
    /// killed.
    /// </summary>
    private void End(TaskRun task, in TaskOutcome outcome)
    {
        AgentContainer? container = task.Container;
        EndAlone(task, outcome);
        if (outcome.State != TaskState.Finished && container is not null)
        {
            KillGroup(container, task.Group);
        }
    }

    /// <summary>Its container shrinks or is destroyed, and then the end is told.</summary>
    private void EndAlone(TaskRun task, in TaskOutcome outcome)
    {
        AgentContainer? container = task.Container;
        container?.Tasks.Remove(task);
        if (container is { IsDestroyed: false })
        {
            DestroyIfIdle(container);
            if (container is { IsDestroyed: false, IsCreated: true })
            {
                Resize(container);
            }
        }

        Report(task, outcome);
    }

    private void KillGroup(AgentContainer container, long group)
    {
        foreach (TaskRun other in container.Tasks.ToArray())
        {
            if (group != 0 && other.Group == group)
            {
                Kill(other, null, TaskReason.None);
            }
        }
    }

    private void Kill(KillReceived kill)
    {
        // A task that is not here has ended, or was never here: re-registration tells.
        if (Find(kill.Framework, kill.Task) is { IsLive: true } task)
        {
            Kill(task, kill.Grace, kill.Reason);
        }
    }

    private void Kill(TaskRun task, TimeSpan? wanted, TaskReason reason)
    {
        if (task.Container is not { } container)
        {
            // The end of another of its group has ended it meanwhile.
            return;
        }

        if (!task.IsStarted)
        {
            End(task, NeverStarted);
            return;
        }

        TimeSpan grace = wanted ?? task.Description.KillGrace ?? _options.KillGrace;
        bool isFirst = !task.IsKilled;
        task.KillAt = container.IsCustom
            ? Timestamp.Never
            : isFirst ? _now + grace : Earlier(task.KillAt, _now + grace);
        task.KillReason = isFirst ? reason : task.KillReason;
        task.IsKilled = true;
        KeepTask(task);
        if (container.IsCustom)
        {
            Act(new InstructExecutor(container.Name, ExecutorOrder.Kill, task.Name)
            {
                Grace = grace,
            });
        }
        else if (isFirst)
        {
            Act(new SignalProcess(container.Name, task.Name, IsKill: false));
        }

        if (isFirst && !container.IsCustom && TellsKilling(task.Framework))
        {
            Report(task, new TaskOutcome(TaskState.Killing, reason));
        }
    }

    private static TaskOutcome NeverStarted =>
        TaskOutcome.Own(TaskState.Killed, TaskReason.TaskKilledDuringLaunch);

    private void PassTasks()
    {
        foreach (TaskRun task in _tasks.ToArray())
        {
            if (task.EndsAt <= _now)
            {
                task.EndsAt = Timestamp.Never;
                Kill(task, null, TaskReason.MaxCompletionTimeReached);
            }

            if (task.KillAt <= _now)
            {
                task.KillAt = Timestamp.Never;
                Act(new SignalProcess(task.Container!.Name, task.Name, IsKill: true));
            }
        }
    }

    private void Changed(HealthChanged changed)
    {
        if (TaskIn(changed.Container, changed.Task)
            is not { State: TaskState.Running or TaskState.Killing } task)
        {
            return;
        }

        TaskOutcome outcome = new(task.State, TaskReason.TaskHealthCheckStatusUpdated)
        {
            IsHealthy = changed.IsHealthy,
        };
        _streams.AddHealth(UpdateOf(task, outcome), _now);
        KeepStream(task.Framework, task.Name, Durability.Synced);
        if (changed.IsFatal && !task.IsKilled)
        {
            Kill(task, null, TaskReason.None);
        }
    }

    private void Drain()
    {
        // Kills, with their graces, come one by one; from here on nothing is launched.
        IsDraining = true;
        KeepSelf();
    }

    private void Acknowledge(UpdateAcknowledged acknowledged)
    {
        string framework = acknowledged.Framework;
        StreamProgress progress = _streams.Acknowledge(
            framework, acknowledged.Task, acknowledged.Update, _now);
        if (progress == StreamProgress.None)
        {
            return;
        }

        KeepStream(framework, acknowledged.Task, Durability.Lazy);
        if (progress == StreamProgress.Ended && Find(framework, acknowledged.Task) is { } task)
        {
            Forget(task);
            ForgetUnused(framework);
        }
    }

    private void Report(TaskRun task, in TaskOutcome outcome)
    {
        if (!task.IsLive)
        {
            return;
        }

        task.State = outcome.State;
        if (!task.IsLive)
        {
            task.Container = null;
            task.KillAt = Timestamp.Never;
            task.EndsAt = Timestamp.Never;
        }

        KeepTask(task);
        _streams.Add(UpdateOf(task, outcome), _now);
        KeepStream(task.Framework, task.Name, Durability.Synced);
    }

    private ReportUpdate UpdateOf(TaskRun task, in TaskOutcome outcome) =>
        new(Name, task.Framework, task.Name, outcome.State,
            outcome.Update.IsSome ? outcome.Update : NextUpdate())
        {
            Reason = outcome.Reason,
            Source = outcome.IsOwn ? UpdateSource.Agent : UpdateSource.Executor,
            Message = MessageText.Shortened(outcome.Message),
            IsHealthy = outcome.IsHealthy,
        };

    private bool TellsKilling(string framework) => ProfileOf(framework) is { } profile
        && (profile.Description.Capabilities & FrameworkCapabilities.TaskKillingState)
            != FrameworkCapabilities.None;

    private FrameworkProfile? ProfileOf(string framework) => _frameworks.Find(
        f => string.Equals(f.Id, framework, StringComparison.Ordinal));

    private TaskRun? Find(string framework, string task) => _tasks.Find(
        t => string.Equals(t.Name, task, StringComparison.Ordinal)
            && string.Equals(t.Framework, framework, StringComparison.Ordinal));

    /// <summary>A live task in a container.</summary>
    private TaskRun? TaskIn(string container, string task) => FindContainer(container)?.Tasks.Find(
        t => string.Equals(t.Name, task, StringComparison.Ordinal));
}
