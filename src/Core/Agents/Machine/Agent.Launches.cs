using System;
using System.Collections.Generic;

namespace Offers;

/// <content>Tasks come: checked, placed, and started in a container that holds them.</content>
public sealed partial class Agent
{
    private void Launch(LaunchReceived launch)
    {
        string framework = launch.Framework.Id;
        if (Find(framework, launch.Task.Name) is not null)
        {
            return;
        }

        Learn(launch.Framework);
        Place(framework, launch.Role, [launch.Task], launch.Task.Executor);
    }

    private void Launch(LaunchGroupReceived launch)
    {
        string framework = launch.Framework.Id;
        if (launch.Group.Tasks.Count == 0 || HasNameTwice(launch.Group.Tasks))
        {
            return; // No master sends it.
        }

        foreach (TaskDescription task in launch.Group.Tasks)
        {
            if (Find(framework, task.Name) is not null)
            {
                return;
            }
        }

        Learn(launch.Framework);
        Place(framework, launch.Role, launch.Group.Tasks, launch.Group.Executor);
    }

    private static bool HasNameTwice(ValueList<TaskDescription> tasks)
    {
        List<string> names = new(tasks.Count);
        foreach (TaskDescription task in tasks)
        {
            names.Add(task.Name);
        }

        names.Sort(StringComparer.Ordinal);
        for (int i = 1; i < names.Count; i++)
        {
            if (string.Equals(names[i], names[i - 1], StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All of them, if they fit and may start; none otherwise.</summary>
    private void Place(
        string framework, string role, ValueList<TaskDescription> descriptions,
        ExecutorDescription? executor)
    {
        AgentContainer? container = executor is null
            ? null
            : FindExecutor(framework, executor.Name);
        TaskReason refusal = RefusalOf(descriptions, executor, container);
        bool isNew = container is null;
        if (refusal == TaskReason.None)
        {
            container ??= AddContainer(framework, role, executor);
        }

        long group = descriptions.Count > 1 ? ++_groupNumber : 0;
        List<TaskRun> tasks = new(descriptions.Count);
        foreach (TaskDescription description in descriptions)
        {
            TaskRun task = new(framework, role, description) { Group = group };
            _tasks.Add(task);
            tasks.Add(task);
            if (refusal == TaskReason.None)
            {
                task.Container = container;
                container!.Tasks.Add(task);
            }

            KeepTask(task);
        }

        if (refusal != TaskReason.None)
        {
            tasks.ForEach(task => Report(task, TaskOutcome.Own(TaskState.Dropped, refusal)));
        }
        else if (isNew)
        {
            Create(container!);
        }
        else
        {
            Grow(container!, tasks);
        }
    }

    private TaskReason RefusalOf(
        ValueList<TaskDescription> tasks, ExecutorDescription? executor, AgentContainer? container)
    {
        ResourceSet? more = AgentBooks.SumOf(executor is null || container is not null
            ? ResourceSet.Empty
            : executor.Resources, tasks);
        return IsDraining ? TaskReason.AgentDraining
            : container is { IsEnding: true } ? TaskReason.ExecutorTerminated
            : more is not null && AgentBooks.Fits(Total, Used(), more) ? TaskReason.None
            : TaskReason.ResourcesUnknown;
    }

    /// <summary>What live tasks and executors hold, shared volumes aside.</summary>
    internal ResourceSet Used()
    {
        ResourceSet used = ResourceSet.Empty;
        foreach (AgentContainer container in _containers)
        {
            if (container.IsForgotten)
            {
                continue;
            }

            used += AgentBooks.Owned(container.Executor?.Resources ?? ResourceSet.Empty);
            foreach (TaskRun task in container.Tasks)
            {
                used += AgentBooks.Owned(task.Description.Resources);
            }
        }

        return used;
    }

    private AgentContainer AddContainer(
        string framework, string role, ExecutorDescription? executor)
    {
        AgentContainer container = new($"c{++_containerNumber}", framework, role)
        {
            Executor = executor,
        };
        _containers.Add(container);
        KeepSelf();
        KeepContainer(container);
        return container;
    }

    private void Create(AgentContainer container)
    {
        TaskDescription first = container.Tasks[0].Description;
        Act(new CreateContainer(
            container.Name, ProfileOf(container.Framework)!,
            container.Executor?.Name ?? first.Name, SizeOf(container))
        {
            Command = container.Executor is null ? first.Command : container.Executor.Command,
            Image = container.Executor is null ? first.Image : null,
        });
    }

    /// <summary>The container grows; the tasks start once it has (MESOS-998).</summary>
    private void Grow(AgentContainer container, List<TaskRun> tasks)
    {
        long resize = Resize(container);
        foreach (TaskRun task in tasks)
        {
            task.AfterResize = resize;
        }
    }

    private long Resize(AgentContainer container)
    {
        Act(new ResizeContainer(container.Name, SizeOf(container), ++container.Resizes));
        return container.Resizes;
    }

    private static ContainerSize SizeOf(AgentContainer container)
    {
        ResourceSet all = container.Executor?.Resources ?? ResourceSet.Empty;
        foreach (TaskRun task in container.Tasks)
        {
            all += task.Description.Resources;
        }

        bool isAlone = container.Executor is null && container.Tasks.Count == 1;
        return new ContainerSize(
            all, isAlone ? container.Tasks[0].Description.Limits : ResourceLimits.None);
    }

    private void StartReady(AgentContainer container)
    {
        if (!container.IsCreated || container.IsEnding
            || (container.IsCustom && !container.IsConnected))
        {
            return;
        }

        // A start that is refused may end others: the list changes meanwhile.
        foreach (TaskRun task in container.Tasks.ToArray())
        {
            if (task is { IsStarted: false, IsLive: true }
                && task.AfterResize <= container.Resized)
            {
                Start(container, task);
            }
        }
    }

    private void Start(AgentContainer container, TaskRun task)
    {
        task.IsStarted = true;
        KeepTask(task);
        if (container.IsCustom)
        {
            HandOver(container, task);
            return;
        }

        if (task.Description.Command is not { } command)
        {
            End(task, NoCommand);
            return;
        }

        Report(task, new TaskOutcome(TaskState.Starting, TaskReason.None));
        container.Processes.Add(task.Name);
        Act(new StartProcess(container.Name, task.Name, command, UserOf(container, command))
        {
            Task = task.Description,
            IsNested = container.Executor is { SharesGroup: false },
        });
    }

    private void HandOver(AgentContainer container, TaskRun task)
    {
        if (!container.HadTask)
        {
            container.HadTask = true;
            KeepContainer(container);
        }

        Act(new InstructExecutor(container.Name, ExecutorOrder.Launch, task.Name)
        {
            Description = task.Description,
        });
    }

    /// <summary>Who runs it: whom the command names, or its framework's user.</summary>
    private string? UserOf(AgentContainer container, CommandLine command) =>
        command.User ?? ProfileOf(container.Framework)?.User;

    /// <summary>Masters let this pass where an executor may come without one.</summary>
    private static TaskOutcome NoCommand => TaskOutcome.Own(
        TaskState.Failed, TaskReason.ContainerLaunchFailed, "there is no command to run");

    private void Learn(FrameworkProfile profile)
    {
        int known = _frameworks.FindIndex(f => string.Equals(
            f.Id, profile.Id, StringComparison.Ordinal));
        if (known >= 0 && _frameworks[known].Equals(profile))
        {
            return;
        }

        if (known < 0)
        {
            _frameworks.Add(profile);
        }
        else
        {
            _frameworks[known] = profile;
        }

        if (profile.Checkpoint)
        {
            Keep(new AgentFrameworkRow(profile));
        }
    }
}
