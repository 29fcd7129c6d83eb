using System;
using System.Collections.Generic;

namespace Offers;

/// <content>The next life of an agent (semantics 3.4).</content>
public sealed partial class Agent
{
    /// <summary>
    /// The agent that kept these rows, in its next life. Its host then says what it found in one
    /// <see cref="AgentRecovered"/>.
    /// </summary>
    /// <param name="rows">
    /// All rows that were kept, in the order in which they were; later ones of a key count.
    /// </param>
    /// <param name="options">Its times; null is the default ones.</param>
    /// <exception cref="ArgumentException">
    /// A row is missing that another needs, or a state is one that no agent reports.
    /// </exception>
    public static Agent Restore(IReadOnlyList<AgentRow> rows, AgentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        AgentRowSet kept = AgentRowSet.Of(rows);
        AgentSelfRow self = kept.Self
            ?? throw new ArgumentException("found no row of the agent itself", nameof(rows));
        Agent agent = new(self.Profile, options ?? new AgentOptions(), self.Life + 1)
        {
            IsKnown = self.IsKnown,
            IsDraining = self.IsDraining,
            _containerNumber = self.Containers,
        };
        agent._frameworks.AddRange(kept.Frameworks.ConvertAll(row => row.Profile));
        kept.Operations.ForEach(row => agent._operations.Add(row, Timestamp.Zero));
        agent.RestoreContainers(kept.Containers);
        agent.RestoreTasks(kept.Tasks);
        agent.RestoreStreams(kept.Streams);
        return agent;
    }

    private void RestoreContainers(List<AgentContainerRow> rows)
    {
        foreach (AgentContainerRow row in rows)
        {
            _containers.Add(new AgentContainer(row.Name, row.Framework, row.Role)
            {
                Executor = row.Executor,
                HadTask = row.HadTask,
                IsEnding = row.IsEnding,
                DestroyAt = row.DestroyAt,
                IsForgotten = ProfileOf(row.Framework) is null,
            });
        }
    }

    private void RestoreTasks(List<AgentTaskRow> rows)
    {
        foreach (AgentTaskRow row in rows)
        {
            TaskRun task = new(row.Framework, row.Role, row.Description)
            {
                State = row.State.IsSeenByAgents() ? row.State : throw new ArgumentException(
                    $"task {row.Description.Name}: found {row.State}, expected a state of agents",
                    nameof(rows)),
                Group = row.Group,
                IsStarted = row.IsStarted,
                IsKilled = row.IsKilled,
                KillReason = row.KillReason,
                KillAt = row.KillAt,
                EndsAt = row.EndsAt,
            };
            _groupNumber = Math.Max(_groupNumber, row.Group);
            _tasks.Add(task);
            if (task.IsLive)
            {
                task.Container = FindContainer(row.Container) ?? throw new ArgumentException(
                    $"task {row.Description.Name}: found no container {row.Container}",
                    nameof(rows));
                task.Container.Tasks.Add(task);
                // Rows of older agents do not say it.
                task.Container.HadTask |= task.Container.IsCustom && task.IsStarted;
            }
        }
    }

    private void RestoreStreams(List<AgentStreamRow> rows)
    {
        List<UpdateStreamState> states = new(rows.Count);
        foreach (AgentStreamRow row in rows)
        {
            if (row.State is not null)
            {
                // A former life may have kept more than a master takes.
                states.Add(MessageText.Shortened(row.State));
            }
        }

        _streams = UpdateStreams.Restore(
            [.. states], _options.FirstUpdateRetry, _options.MaxUpdateRetry);
    }

    private void Recover(AgentRecovered recovered)
    {
        KeepSelf();
        if (recovered.IsRebooted)
        {
            Reboot();
        }

        foreach (AgentContainer container in _containers.ToArray())
        {
            Recover(container, recovered);
        }

        foreach (string name in recovered.Containers)
        {
            if (FindContainer(name) is null)
            {
                Act(new DestroyContainer(name));
            }
        }
    }

    /// <summary>The machine was started anew: of what ran nothing is left.</summary>
    private void Reboot()
    {
        foreach (AgentContainer container in _containers)
        {
            container.Tasks.Clear();
            container.IsForgotten = true;
        }

        foreach (TaskRun task in _tasks.ToArray())
        {
            Forget(task);
        }

        foreach (FrameworkProfile profile in _frameworks.ToArray())
        {
            ForgetUnused(profile.Id);
        }
    }

    private void Recover(AgentContainer container, AgentRecovered recovered)
    {
        container.IsCreated = true;
        List<FoundProcess> found = [];
        foreach (FoundProcess process in recovered.Processes)
        {
            if (string.Equals(process.Container, container.Name, StringComparison.Ordinal))
            {
                found.Add(process);
                if (process.End is null)
                {
                    container.Processes.Add(process.Process);
                }
            }
        }

        if (container.IsForgotten)
        {
            Destroy(container);
        }
        else if (LimitOf(container.Name, recovered) is { } limited)
        {
            EndFound(container, found, isGood: true);
            Limited(limited);
        }
        else if (container.IsCustom)
        {
            RecoverExecutor(container, found);
        }
        else
        {
            RecoverTasks(container, found);
        }
    }

    private static ContainerLimited? LimitOf(string container, AgentRecovered recovered)
    {
        foreach (ContainerLimited limited in recovered.Limited)
        {
            if (string.Equals(limited.Container, container, StringComparison.Ordinal))
            {
                return limited;
            }
        }

        return null;
    }

    /// <summary>
    /// What ended while nobody looked is told as it ended: no end of another has killed it. What
    /// had ended well also did not end of a limit.
    /// </summary>
    private void EndFound(AgentContainer container, List<FoundProcess> found, bool isGood)
    {
        foreach (TaskRun task in container.Tasks.ToArray())
        {
            if (Found(task, found) is { End: { } end } && end.IsGood == isGood)
            {
                EndAlone(task, OutcomeOf(task, end));
            }
        }
    }

    private static FoundProcess? Found(TaskRun task, List<FoundProcess> found)
    {
        int at = found.FindIndex(
            p => string.Equals(p.Process, task.Name, StringComparison.Ordinal));
        return at < 0 ? null : found[at];
    }

    private void RecoverExecutor(AgentContainer container, List<FoundProcess> found)
    {
        int own = found.FindIndex(p => p.Process.Length == 0);
        if (own < 0)
        {
            EndAll(container, Interrupted);
        }
        else if (found[own].End is { } end)
        {
            EndExecutor(container, end);
        }
        else if (!container.IsEnding)
        {
            AwaitAgain(container);
        }
        else if (container.DestroyAt == Timestamp.Never)
        {
            // It was being destroyed; else it has what is left of its grace.
            EndAll(container, Interrupted);
        }
    }

    /// <summary>A custom executor that lives has a little time to register again.</summary>
    private void AwaitAgain(AgentContainer container)
    {
        container.IsRecovered = true;
        container.ConnectBy = _now + _options.ExecutorReregistrationTimeout;
        // The agent may have died before it grew for those that wait.
        Grow(container, container.Tasks.FindAll(task => !task.IsStarted));
    }

    private static TaskOutcome Interrupted =>
        TaskOutcome.Own(TaskState.Gone, TaskReason.AgentRestarted);

    /// <summary>
    /// First what ended, then what is missing; what lives of a group that lost one is killed last.
    /// </summary>
    private void RecoverTasks(AgentContainer container, List<FoundProcess> found)
    {
        TaskRun[] tasks = container.Tasks.ToArray();
        EndFound(container, found, isGood: true);
        EndFound(container, found, isGood: false);
        foreach (TaskRun task in container.Tasks.ToArray())
        {
            if (Found(task, found) is null)
            {
                // It had not been started, and is not now: its framework has to decide anew.
                EndAlone(task, Interrupted);
            }
            else
            {
                Adopt(container, task);
            }
        }

        foreach (TaskRun task in tasks)
        {
            if (!task.IsLive && task.State != TaskState.Finished)
            {
                KillGroup(container, task.Group);
            }
        }

        DestroyIfIdle(container);
    }

    /// <summary>Its process runs, perhaps longer than the agent knows.</summary>
    private void Adopt(AgentContainer container, TaskRun task)
    {
        task.IsStarted = true;
        Started(new ProcessStarted(container.Name, task.Name));
        if (task.IsKilled)
        {
            // The order may have been lost with the agent.
            Act(new SignalProcess(container.Name, task.Name, IsKill: false));
        }
    }
}
