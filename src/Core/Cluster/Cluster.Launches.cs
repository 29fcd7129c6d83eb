namespace Offers;

/// <content>LAUNCH and LAUNCH_GROUP (semantics 2.3 and 2.4).</content>
public sealed partial class Cluster
{
    private void Launch(LaunchTasks launch, in AcceptContext context)
    {
        foreach (TaskDescription task in launch.Tasks.AsSpan())
        {
            TaskViolation violation = launch.Id is not null
                ? TaskViolation.LaunchWithOperationId
                : launch.IsAuthorized ? CheckTask(task, in context) : TaskViolation.None;
            if (!launch.IsAuthorized && launch.Id is null)
            {
                Fail(task, in context, TaskReason.TaskUnauthorized, TaskViolation.None);
            }
            else if (violation != TaskViolation.None)
            {
                Fail(task, in context, TaskReason.TaskInvalid, violation);
            }
            else
            {
                Start(task, in context);
            }
        }
    }

    private void Launch(LaunchGroup group, in AcceptContext context)
    {
        if (group.Tasks.Count == 0)
        {
            // As an empty LAUNCH it declines: nobody is to run, nobody to be told.
            return;
        }

        TaskViolation violation = TaskViolation.None;
        if (group.Id is not null)
        {
            violation = TaskViolation.LaunchWithOperationId;
        }
        else if (group.IsAuthorized)
        {
            violation = CheckGroup(group, in context);
        }

        if (violation == TaskViolation.None && group.IsAuthorized)
        {
            StartGroup(group, in context);
            return;
        }

        TaskReason reason = violation == TaskViolation.None
            ? TaskReason.TaskGroupUnauthorized
            : TaskReason.TaskGroupInvalid;
        foreach (TaskDescription task in group.Tasks.AsSpan())
        {
            Fail(task, in context, reason, violation);
        }
    }

    private void Fail(
        TaskDescription task, in AcceptContext context, TaskReason reason, TaskViolation violation)
    {
        if (violation == TaskViolation.ExceedsOffer && context.IsCut)
        {
            // Others were first: nothing is wrong with the task.
            Drop(task, context.Framework);
            return;
        }

        TellTask(context.Framework, new TaskTold(task.Name, context.Agent.Name, TaskState.Error)
        {
            Reason = reason,
            Violation = violation,
        });
    }

    private void Start(TaskDescription task, in AcceptContext context)
    {
        ClusterExecutor? executor = task.Executor is null
            ? null
            : FindOrAddExecutor(task.Executor, in context);
        Use(task.Resources, in context);
        AddTask(task, context.Framework, context.Agent, context.Role, executor, TaskState.Staging);
        _out.Add(new ClusterMessage
        {
            Kind = MessageKind.Launch,
            Agent = context.Agent.Name,
            Connection = context.Agent.Connection,
            Framework = context.Framework.Name,
            Role = _allocator.NameOf(context.Role),
            Name = task.Name,
            Body = task,
        });
    }

    private void StartGroup(LaunchGroup group, in AcceptContext context)
    {
        ClusterExecutor executor = FindOrAddExecutor(group.Executor, in context);
        foreach (TaskDescription task in group.Tasks.AsSpan())
        {
            Use(task.Resources, in context);
            AddTask(
                task, context.Framework, context.Agent, context.Role, executor, TaskState.Staging);
        }

        _out.Add(new ClusterMessage
        {
            Kind = MessageKind.LaunchGroup,
            Agent = context.Agent.Name,
            Connection = context.Agent.Connection,
            Framework = context.Framework.Name,
            Role = _allocator.NameOf(context.Role),
            Name = executor.Name,
            Body = group,
        });
    }

    /// <summary>The live executor of that name, or a new one, whose resources are used.</summary>
    private ClusterExecutor FindOrAddExecutor(
        ExecutorDescription description, in AcceptContext context)
    {
        ClusterExecutor? executor = context.Agent.FindExecutor(
            context.Framework, description.Name);
        if (executor is null)
        {
            executor = new ClusterExecutor(
                context.Framework, context.Agent, description, context.Role);
            context.Agent.Executors.Add(executor);
            Use(description.Resources, in context);
        }

        return executor;
    }

    /// <summary>
    /// Moves resources from what is left to what is launched. Of shared volumes a task may use more
    /// copies than were offered: they are added to the offer.
    /// </summary>
    private void Use(ResourceSet resources, in AcceptContext context)
    {
        _piece.Load(resources);
        if (!_remaining.Contains(_piece))
        {
            AddCopies(resources, in context);
        }

        _remaining.Subtract(_piece);
        _launched.Add(_piece);
    }

    private ClusterTask AddTask(
        TaskDescription description, ClusterFramework framework, ClusterAgent agent, RoleId role,
        ClusterExecutor? executor, TaskState state)
    {
        ClusterTask task;
        if (_spareTasks.Count > 0)
        {
            task = _spareTasks[^1];
            _spareTasks.RemoveAt(_spareTasks.Count - 1);
        }
        else
        {
            task = new ClusterTask();
        }

        task.Framework = framework;
        task.Agent = agent;
        task.Description = description;
        task.Role = role;
        task.Executor = executor;
        task.State = state;
        task.HoldsResources = !state.FreesResources();
        task.UpdateState = TaskState.Staging;
        task.Update = UpdateId.None;
        task.IsKillWanted = false;
        task.KillGrace = null;
        task.KillReason = TaskReason.None;
        task.Started = _now;
        task.Number = ++_taskNumber;
        agent.Tasks.Add(task);
        framework.Tasks.Add(task);
        framework.Names.Add(description.Name, task);
        TaskCount++;
        return task;
    }
}
