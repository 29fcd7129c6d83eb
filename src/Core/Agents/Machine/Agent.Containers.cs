using System;

namespace Offers;

/// <content>Containers: made, resized, limited, destroyed (semantics 3.2).</content>
public sealed partial class Agent
{
    private void Created(ContainerCreated created)
    {
        if (FindContainer(created.Container) is not { IsDestroyed: false } container)
        {
            return;
        }

        container.IsCreated = true;
        if (container is { IsCustom: true, IsEnding: false })
        {
            StartExecutor(container);
        }

        StartReady(container);
    }

    private void StartExecutor(AgentContainer container)
    {
        if (container.Executor!.Command is not { } command)
        {
            EndAll(container, NoCommand);
            return;
        }

        container.ConnectBy = _now + _options.ExecutorRegistrationTimeout;
        container.Processes.Add("");
        Act(new StartProcess(container.Name, "", command, UserOf(container, command)));
    }

    private void Resized(ContainerResized resized)
    {
        if (FindContainer(resized.Container) is { } container
            && resized.Resize > container.Resized)
        {
            container.Resized = resized.Resize;
            StartReady(container);
        }
    }

    private void Failed(ContainerFailed failed)
    {
        if (FindContainer(failed.Container) is { IsDestroyed: false } container)
        {
            (TaskState state, TaskReason reason) = container.IsCreated
                ? (TaskState.Gone, TaskReason.ContainerUpdateFailed)
                : (TaskState.Failed, TaskReason.ContainerLaunchFailed);
            EndAll(container, TaskOutcome.Own(state, reason, failed.Message));
        }
    }

    private void Limited(ContainerLimited limited)
    {
        if (FindContainer(limited.Container) is { IsDestroyed: false } container)
        {
            container.Limit = limited.Reason;
            container.LimitMessage = MessageText.Shortened(limited.Message);
            EndAll(container, LimitOf(container));
        }
    }

    private static TaskOutcome LimitOf(AgentContainer container) =>
        TaskOutcome.Own(TaskState.Failed, container.Limit, container.LimitMessage);

    private void Destroyed(string name)
    {
        if (FindContainer(name) is not { } container)
        {
            return;
        }

        if (!container.IsDestroyed)
        {
            // Somebody else destroyed it.
            EndAll(container, TaskOutcome.Own(TaskState.Failed, TaskReason.ExecutorTerminated,
                "its container was destroyed"));
        }

        _containers.Remove(container);
        if (IsKept(container.Framework) || container.IsForgotten)
        {
            Keep(new AgentContainerRow(name, container.Framework, container.Role)
            {
                IsGone = true,
            });
        }

        if (container is { Executor: not null, IsForgotten: false } && _hasAsked)
        {
            Tell(new ReportExecutorExit(
                Name, container.Framework, container.Executor.Name, container.ExitStatus));
        }

        ForgetUnused(container.Framework);
        EndIfLeft();
    }

    private void PassContainers()
    {
        foreach (AgentContainer container in _containers.ToArray())
        {
            if (container.ConnectBy <= _now)
            {
                container.ConnectBy = Timestamp.Never;
                EndAll(container, TaskOutcome.Own(TaskState.Failed, container.IsRecovered
                    ? TaskReason.ExecutorReregistrationTimeout
                    : TaskReason.ExecutorRegistrationTimeout));
            }

            if (container.DestroyAt <= _now)
            {
                EndAll(container, new TaskOutcome(
                    TaskState.Killed, TaskReason.ExecutorTerminated));
            }
        }
    }

    /// <summary>Everything in it ends like this, and it is destroyed.</summary>
    private void EndAll(AgentContainer container, in TaskOutcome outcome)
    {
        Destroy(container);
        TaskRun[] tasks = container.Tasks.ToArray();
        container.Tasks.Clear();
        foreach (TaskRun task in tasks)
        {
            // What was killed has been killed, whatever else ended it.
            Report(task, task.IsKilled && container.Limit == TaskReason.None
                ? OutcomeOf(task)
                : outcome);
        }
    }

    private void Destroy(AgentContainer container)
    {
        container.IsEnding = true;
        container.DestroyAt = Timestamp.Never;
        container.ConnectBy = Timestamp.Never;
        if (!container.IsDestroyed)
        {
            container.IsDestroyed = true;
            if (container.IsCustom)
            {
                // Others have no tasks in the next life, and are destroyed for that.
                KeepContainer(container);
            }

            Act(new DestroyContainer(container.Name));
        }
    }

    private void ShutDown(ExecutorShutDown order)
    {
        if (FindExecutor(order.Framework, order.Executor) is { IsEnding: false } container)
        {
            ShutDown(container, container.Executor!.ShutdownGrace);
        }
    }

    /// <summary>It is told to end with all its tasks, and made to after a grace.</summary>
    private void ShutDown(AgentContainer container, TimeSpan grace)
    {
        container.IsEnding = true;
        if (!container.IsCreated)
        {
            EndAll(container, NeverStarted);
            return;
        }

        container.DestroyAt = _now + grace;
        KeepContainer(container);
        if (container is { IsCustom: true, IsConnected: true })
        {
            TellToEnd(container);
            return;
        }

        foreach (TaskRun task in container.Tasks.ToArray())
        {
            Kill(task, grace, TaskReason.None);
        }

        DestroyIfIdle(container);
    }

    /// <summary>It has what is left of its grace.</summary>
    private void TellToEnd(AgentContainer container) =>
        Act(new InstructExecutor(container.Name, ExecutorOrder.ShutDown, null)
        {
            Grace = container.DestroyAt > _now ? container.DestroyAt - _now : TimeSpan.Zero,
        });

    /// <summary>A framework is no more: nobody is told of what it had here.</summary>
    private void ShutDown(string framework)
    {
        foreach (AgentContainer container in _containers.ToArray())
        {
            if (string.Equals(container.Framework, framework, StringComparison.Ordinal)
                && !container.IsForgotten)
            {
                Forget(container);
            }
        }

        foreach (TaskRun task in _tasks.ToArray())
        {
            if (string.Equals(task.Framework, framework, StringComparison.Ordinal))
            {
                Forget(task);
            }
        }

        foreach (AgentOperationRow row in _operations.Rows())
        {
            if (string.Equals(row.Framework, framework, StringComparison.Ordinal))
            {
                _operations.Remove(row);
                Keep(row with { IsGone = true }, Durability.Lazy);
            }
        }

        ForgetUnused(framework);
    }

    private void Forget(AgentContainer container)
    {
        container.IsForgotten = true;
        if (container.IsDestroyed)
        {
            return;
        }

        TimeSpan grace = container.Executor?.ShutdownGrace ?? _options.KillGrace;
        foreach (string process in container.Processes)
        {
            Act(new SignalProcess(container.Name, process, IsKill: false));
        }

        container.Tasks.Clear();
        container.IsEnding = true;
        container.DestroyAt = _now + grace;
        DestroyIfIdle(container);
    }

    /// <summary>
    /// Without live tasks one of the agent's own kind is over; a custom executor may wait for
    /// more, until its process ends or it is told to.
    /// </summary>
    private void DestroyIfIdle(AgentContainer container)
    {
        bool isBusy = container.Tasks.Count > 0
            || (container.IsEnding && container.Processes.Count > 0)
            || (container.IsCustom && !container.IsEnding);
        if (!isBusy)
        {
            Destroy(container);
        }
    }

    private AgentContainer? FindContainer(string name) => _containers.Find(
        c => string.Equals(c.Name, name, StringComparison.Ordinal));

    /// <summary>The container of an executor that takes tasks, or else one that ends.</summary>
    private AgentContainer? FindExecutor(string framework, string executor) => _containers.Find(
        c => c is { Executor: not null, IsForgotten: false }
            && string.Equals(c.Framework, framework, StringComparison.Ordinal)
            && string.Equals(c.Executor.Name, executor, StringComparison.Ordinal));
}
