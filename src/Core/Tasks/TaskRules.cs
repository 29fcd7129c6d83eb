using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>What can be said of a task, be it to run where it may (semantics 2.4).</summary>
internal static class TaskRules
{
    /// <summary>The longest time of a check that an executor waits for; timers take no more.
    /// </summary>
    private static readonly TimeSpan LongestCheckTime = TimeSpan.FromDays(30);

    internal static TaskViolation CheckTimes(TaskDescription task) =>
        task.KillGrace < TimeSpan.Zero ? TaskViolation.NegativeKillGrace
        : task.MaxCompletionTime < TimeSpan.Zero ? TaskViolation.NegativeMaxCompletionTime
        : !IsValid(task.Check) || !IsValid(task.HealthCheck) ? TaskViolation.InvalidCheck
        : task.Resources.IsEmpty ? TaskViolation.NoResources
        : TaskViolation.None;

    internal static TaskViolation CheckResources(TaskDescription task)
    {
        // Plain scalars are the common case: nothing of what follows can be wrong with them.
        ResourceSet? own = task.Executor?.Resources;
        if (HasPartialGpu(task.Resources) || (own is not null && HasPartialGpu(own)))
        {
            return TaskViolation.PartialGpu;
        }

        bool isPlain = task.Resources.Marked.IsEmpty && own is null or { Marked.IsEmpty: true };
        return !isPlain && HasDuplicateVolume(task.Resources, own) ? TaskViolation.DuplicateVolume
            : !isPlain && (MixesRevocable(task.Resources) || (own is not null
                && MixesRevocable(own))) ? TaskViolation.MixesRevocable
            : (task.Command is null) == (task.Executor is null)
                ? TaskViolation.NeedsCommandOrExecutor
            : TaskViolation.None;
    }

    internal static bool HasRightCommand(ExecutorDescription executor) =>
        (executor.Kind == ExecutorKind.Custom) == (executor.Command is not null);

    internal static TaskViolation CheckExecutor(ExecutorDescription executor)
    {
        ItemBag items = executor.Resources.Marked;
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].Id.IsShared)
            {
                return TaskViolation.ExecutorSharesResources;
            }
        }

        return executor.ShutdownGrace < TimeSpan.Zero
            ? TaskViolation.NegativeShutdownGrace
            : TaskViolation.None;
    }

    /// <summary>Ports and members of sets are not both the task's and its executor's.</summary>
    internal static TaskViolation CheckTogether(ResourceSet task, ResourceSet executor) =>
        !task.Marked.IsEmpty && !executor.Marked.IsEmpty && task.Marked.Overlaps(executor.Marked)
            ? TaskViolation.OverlapsExecutor
            : TaskViolation.None;

    /// <summary>Limits are of cpus and mem, and not below the request.</summary>
    internal static bool AreLimitsValid(TaskDescription task)
    {
        ResourceSchema? schema = task.Resources.Schema;
        for (int i = 0; schema is not null && i < schema.Count; i++)
        {
            ResourceKind kind = new(i);
            if (task.Limits[kind] is { } limit
                && (schema.NameOf(kind) is not ("cpus" or "mem")
                    || limit < task.Resources.Quantities[kind]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsValid(TaskCheck? check)
    {
        if (check is null)
        {
            return true;
        }

        bool isTimed = IsCheckTime(check.Delay) && IsCheckTime(check.Interval)
            && IsCheckTime(check.Timeout) && check.GracePeriod >= TimeSpan.Zero
            && check.ConsecutiveFailures >= 1;
        return isTimed && (check.Kind == CheckKind.Command
            ? check.Command is not null
            : check.Port is >= 1 and <= 65535);
    }

    private static bool IsCheckTime(TimeSpan time) =>
        time >= TimeSpan.Zero && time <= LongestCheckTime;

    private static bool HasPartialGpu(ResourceSet resources)
    {
        ResourceSchema? schema = resources.Schema;
        return schema is not null && schema.TryFind("gpus", out ResourceKind gpus)
            && resources.Quantities[gpus] > 0 && !resources.IsWhole("gpus");
    }

    private static bool HasDuplicateVolume(ResourceSet task, ResourceSet? executor)
    {
        List<ResourceIdentity> seen = [];
        return AddVolumes(task, seen) || (executor is not null && AddVolumes(executor, seen));
    }

    private static bool AddVolumes(ResourceSet resources, List<ResourceIdentity> seen)
    {
        ItemBag items = resources.Marked;
        for (int i = 0; i < items.Count; i++)
        {
            ResourceIdentity id = items[i].Id;
            if (id.Disk?.PersistenceId is null)
            {
                continue;
            }

            bool isTwice = items[i].High > 1;
            foreach (ResourceIdentity other in seen)
            {
                isTwice |= string.Equals(
                    other.Disk!.PersistenceId, id.Disk.PersistenceId, StringComparison.Ordinal)
                    && string.Equals(
                        other.ReservationRole, id.ReservationRole, StringComparison.Ordinal);
            }

            if (isTwice)
            {
                return true;
            }

            seen.Add(id);
        }

        return false;
    }

    /// <summary>Whether one name comes revocable and not.</summary>
    private static bool MixesRevocable(ResourceSet resources)
    {
        ItemBag items = resources.Marked;
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].Id.IsRevocable && HasRegular(resources, items[i].Id.Kind))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasRegular(ResourceSet resources, ResourceKind kind)
    {
        bool found = resources.Plain[kind] > 0;
        ItemBag items = resources.Marked;
        for (int i = 0; i < items.Count && !found; i++)
        {
            found = items[i].Id.Kind == kind && !items[i].Id.IsRevocable;
        }

        return found;
    }
}
