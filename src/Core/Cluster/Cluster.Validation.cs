using System;

namespace Offers;

/// <content>What a task must be (semantics 2.4).</content>
public sealed partial class Cluster
{
    private TaskViolation CheckTask(TaskDescription task, in AcceptContext context)
    {
        TaskViolation violation = CheckWords(task, in context);
        violation = violation == TaskViolation.None ? TaskRules.CheckResources(task) : violation;
        if (violation == TaskViolation.None && task.Executor is { } executor)
        {
            violation = CheckExecutor(executor, in context);
            violation = violation == TaskViolation.None
                ? TaskRules.CheckTogether(task.Resources, executor.Resources)
                : violation;
        }

        violation = violation == TaskViolation.None ? CheckLimits(task, in context) : violation;
        return violation == TaskViolation.None ? CheckRoom(task, in context) : violation;
    }

    private static TaskViolation CheckWords(TaskDescription task, in AcceptContext context) =>
        !IsName(task.Name) ? TaskViolation.InvalidName
        : context.Framework.Names.ContainsKey(task.Name)
            || context.Framework.Unreachable.Contains(task.Name) ? TaskViolation.NameTaken
        : !string.Equals(task.Agent, context.Agent.Name, StringComparison.Ordinal)
            ? TaskViolation.WrongAgent
        : TaskRules.CheckTimes(task);

    private static TaskViolation CheckExecutor(
        ExecutorDescription executor, in AcceptContext context)
    {
        if (!IsName(executor.Name) || !TaskRules.HasRightCommand(executor))
        {
            return TaskViolation.InvalidExecutor;
        }

        if (executor.Framework is { } framework
            && !string.Equals(framework, context.Framework.Name, StringComparison.Ordinal))
        {
            return TaskViolation.WrongFramework;
        }

        ClusterExecutor? live = context.Agent.FindExecutor(context.Framework, executor.Name);
        return live is not null && !live.Description.Equals(executor)
            ? TaskViolation.ExecutorDiffers
            : TaskRules.CheckExecutor(executor);
    }

    private static TaskViolation CheckLimits(TaskDescription task, in AcceptContext context) =>
        task.Limits.IsUnlimited ? TaskViolation.None
        : !TaskRules.AreLimitsValid(task) ? TaskViolation.InvalidLimits
        : (context.Agent.Profile.Capabilities & AgentCapabilities.TaskResourceLimits)
            == AgentCapabilities.None
            ? TaskViolation.LimitsNotSupported
        : task.Executor is { SharesGroup: true } ? TaskViolation.LimitsInSharedGroup
        : TaskViolation.None;

    /// <summary>
    /// Whether the task, with its executor if that is new, is in what is left. Copies of shared
    /// volumes do not run out.
    /// </summary>
    private TaskViolation CheckRoom(TaskDescription task, in AcceptContext context)
    {
        _piece.Load(task.Resources);
        if (task.Executor is { } executor
            && context.Agent.FindExecutor(context.Framework, executor.Name) is null)
        {
            _executorPiece.Load(executor.Resources);
            _piece.Add(_executorPiece);
        }

        return IsResized(_piece) ? TaskViolation.UsesResizedVolume
            : HasRoomFor(_piece) ? TaskViolation.None
            : TaskViolation.ExceedsOffer;
    }

    /// <summary>
    /// Of all that is wrong with any task of a group, or with its executor, the first in the order
    /// of <see cref="TaskViolation"/>.
    /// </summary>
    private TaskViolation CheckGroup(LaunchGroup group, in AcceptContext context)
    {
        TaskViolation violation = CheckExecutor(group.Executor, in context);
        for (int i = 0; i < group.Tasks.Count; i++)
        {
            violation = First(violation, CheckGroupTask(group, i, in context));
        }

        violation = First(violation, IsLargeEnough(group.Executor)
            ? TaskViolation.None
            : TaskViolation.GroupExecutorTooSmall);
        return violation == TaskViolation.None ? CheckGroupRoom(group, in context) : violation;
    }

    private static TaskViolation First(TaskViolation left, TaskViolation right) =>
        left == TaskViolation.None || (right != TaskViolation.None && right < left) ? right : left;

    private static TaskViolation CheckGroupTask(
        LaunchGroup group, int index, in AcceptContext context)
    {
        TaskDescription task = group.Tasks[index];
        TaskViolation violation = First(
            CheckWords(task, in context),
            IsNamedBefore(group.Tasks, index) ? TaskViolation.NameTaken : TaskViolation.None);
        violation = violation == TaskViolation.None ? TaskRules.CheckResources(task) : violation;
        violation = violation == TaskViolation.None
            ? TaskRules.CheckTogether(task.Resources, group.Executor.Resources)
            : violation;
        if (violation == TaskViolation.None && !task.Limits.IsUnlimited)
        {
            violation = CheckLimits(task with { Executor = group.Executor }, in context);
        }

        return violation != TaskViolation.None ? violation
            : task.Executor is not null ? TaskViolation.GroupTaskWithExecutor
            : task.Image is not null ? TaskViolation.GroupTaskWithImage
            : TaskViolation.None;
    }

    private static bool IsNamedBefore(ValueList<TaskDescription> tasks, int index)
    {
        bool found = false;
        for (int i = 0; i < index; i++)
        {
            found |= string.Equals(tasks[i].Name, tasks[index].Name, StringComparison.Ordinal);
        }

        return found;
    }

    /// <summary>
    /// One after the other, so that two tasks cannot have the same port: what is left is put back
    /// afterwards.
    /// </summary>
    private TaskViolation CheckGroupRoom(LaunchGroup group, in AcceptContext context)
    {
        _whole.Load(_remaining);
        TaskViolation violation = TaskViolation.None;
        if (context.Agent.FindExecutor(context.Framework, group.Executor.Name) is null)
        {
            violation = TakeRoom(group.Executor.Resources);
        }

        for (int i = 0; i < group.Tasks.Count && violation == TaskViolation.None; i++)
        {
            violation = TakeRoom(group.Tasks[i].Resources);
        }

        _remaining.Load(_whole);
        return violation;
    }

    private TaskViolation TakeRoom(ResourceSet resources)
    {
        _piece.Load(resources);
        if (IsResized(_piece))
        {
            return TaskViolation.UsesResizedVolume;
        }

        if (!HasRoomFor(_piece))
        {
            return TaskViolation.ExceedsOffer;
        }

        // Of a shared volume the last copy stays in sight.
        KeepShared(_piece);
        _remaining.Subtract(_piece);
        return TaskViolation.None;
    }

    private static void KeepShared(Portion piece) =>
        piece.Marked.RemoveWhere(default(SharedVolumes));

    private readonly struct SharedVolumes : IItemFilter
    {
        public bool Accepts(ResourceIdentity identity) => identity.IsShared;
    }

    /// <summary>At least 0.01 cpus, 32 MB of mem and some disk (semantics 2.4).</summary>
    private bool IsLargeEnough(ExecutorDescription executor)
    {
        ResourceVector has = executor.Resources.Quantities;
        return executor.Kind == ExecutorKind.Default
            && AmountOf(has, "cpus") >= 10 && AmountOf(has, "mem") >= 32_000
            && AmountOf(has, "disk") > 0;
    }

    private long AmountOf(in ResourceVector amounts, string name) =>
        Schema.TryFind(name, out ResourceKind kind) ? amounts[kind] : 0;
}
