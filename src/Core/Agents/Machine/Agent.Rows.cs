using System;

namespace Offers;

/// <content>What outlasts a crash (semantics 3.4).</content>
public sealed partial class Agent
{
    /// <summary>
    /// Whether anything of a framework is kept: only of those that asked for it, and of operators.
    /// </summary>
    private bool IsKept(string framework) => ProfileOf(framework) is { Checkpoint: true };

    private void KeepTask(TaskRun task)
    {
        if (IsKept(task.Framework))
        {
            Keep(RowOf(task));
        }
    }

    private static AgentTaskRow RowOf(TaskRun task) =>
        new(task.Framework, task.Description, task.Role, task.Container?.Name ?? "")
        {
            State = task.State,
            Group = task.Group,
            IsStarted = task.IsStarted,
            IsKilled = task.IsKilled,
            KillReason = task.KillReason,
            KillAt = task.KillAt,
            EndsAt = task.EndsAt,
        };

    private void KeepContainer(AgentContainer container)
    {
        if (IsKept(container.Framework) && !container.IsForgotten)
        {
            Keep(new AgentContainerRow(container.Name, container.Framework, container.Role)
            {
                Executor = container.Executor,
                HadTask = container.HadTask,
                IsEnding = container.IsEnding,
                DestroyAt = container.DestroyAt,
            });
        }
    }

    private void KeepStream(string framework, string task, Durability durability)
    {
        if (IsKept(framework))
        {
            UpdateStreamState? state = _streams.StateOf(framework, task);
            Keep(new AgentStreamRow(framework, task, state) { IsGone = state is null },
                durability);
        }
    }

    private void Forget(TaskRun task)
    {
        bool isKept = IsKept(task.Framework);
        _tasks.Remove(task);
        task.Container = null;
        _streams.Forget(task.Framework, task.Name);
        if (isKept)
        {
            Keep(RowOf(task) with { IsGone = true }, Durability.Lazy);
            Keep(new AgentStreamRow(task.Framework, task.Name, null) { IsGone = true },
                Durability.Lazy);
        }
    }

    /// <summary>A framework of which nothing is here any more is no longer known.</summary>
    private void ForgetUnused(string framework)
    {
        if (!HasPart(framework) && ProfileOf(framework) is { } profile)
        {
            _frameworks.Remove(profile);
            Keep(new AgentFrameworkRow(profile) { IsGone = true }, Durability.Lazy);
        }
    }

    private bool HasPart(string framework) =>
        _tasks.Exists(t => string.Equals(t.Framework, framework, StringComparison.Ordinal))
        || _containers.Exists(c => !c.IsForgotten
            && string.Equals(c.Framework, framework, StringComparison.Ordinal));

    /// <summary>Nothing is kept any more but the agent's own row and its containers.</summary>
    private void ForgetAll()
    {
        foreach (TaskRun task in _tasks.ToArray())
        {
            Forget(task);
        }

        foreach (AgentOperationRow row in _operations.Rows())
        {
            _operations.Remove(row);
            Keep(row with { IsGone = true });
        }

        foreach (FrameworkProfile profile in _frameworks.ToArray())
        {
            ForgetUnused(profile.Id);
        }
    }
}
