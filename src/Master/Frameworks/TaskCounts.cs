namespace Offers.Masters.Frameworks;

/// <summary>How often tasks of a framework were launched, and how they ended, once each.</summary>
internal sealed class TaskCounts
{
    private readonly Dictionary<string, LiveState> _live = new(StringComparer.Ordinal);

    /// <summary>Launches.</summary>
    internal long Launched { get; private set; }

    /// <summary>Tasks that ended well.</summary>
    internal long Finished { get; private set; }

    /// <summary>Tasks that were ended by somebody.</summary>
    internal long Killed { get; private set; }

    /// <summary>
    /// Tasks that ended otherwise, or were killed because their health checks failed.
    /// </summary>
    internal long Failed { get; private set; }

    /// <summary>The last task that ended badly; null when none has.</summary>
    internal TaskFailure? LastFailure { get; private set; }

    /// <summary>The framework calls.</summary>
    internal void Note(ClusterCommand call)
    {
        if (call is AcceptOffers accept)
        {
            foreach (OfferOperation operation in accept.Operations)
            {
                foreach (TaskDescription task in TasksOf(operation))
                {
                    Launched++;
                    _live.TryAdd(task.Name, LiveState.Fine);
                }
            }
        }
        else if (call is KillTask kill && _live.ContainsKey(kill.Task))
        {
            _live[kill.Task] = LiveState.Unwanted;
        }
    }

    /// <summary>The framework hears.</summary>
    /// <returns>Whether a task has ended badly: <see cref="LastFailure"/> has it.</returns>
    internal bool Note(SchedulerEvent heard, Timestamp now)
    {
        if (heard is CallRefused { Status: ClusterStatus.FrameworkRemoved })
        {
            // Of its tasks it hears nothing more: they were killed with it.
            Killed += _live.Count;
            _live.Clear();
        }

        if (heard is not TaskUpdated update
            || !_live.TryGetValue(update.Task, out LiveState state))
        {
            return false;
        }

        if (update.IsHealthy is { } isHealthy && state != LiveState.Unwanted)
        {
            state = isHealthy ? LiveState.Fine : LiveState.Unhealthy;
            _live[update.Task] = state;
        }

        return update.State.IsTerminal() && NoteEnd(update, state, now);
    }

    private bool NoteEnd(TaskUpdated update, LiveState state, Timestamp now)
    {
        _live.Remove(update.Task);
        bool isUnhealthy = state == LiveState.Unhealthy;
        switch (update.State)
        {
            case TaskState.Finished:
                Finished++;
                return false;
            case TaskState.Killed when !isUnhealthy:
                Killed++;
                return false;
            default:
                Failed++;
                LastFailure = TaskFailure.Of(update, isUnhealthy, now);
                return true;
        }
    }

    private static ValueList<TaskDescription> TasksOf(OfferOperation operation) =>
        operation switch
        {
            LaunchTasks launch => launch.Tasks,
            LaunchGroup group => group.Tasks,
            _ => [],
        };

    private enum LiveState
    {
        /// <summary>Nothing is known to be wrong.</summary>
        Fine,

        /// <summary>Its health check failed.</summary>
        Unhealthy,

        /// <summary>Its framework asked for its end.</summary>
        Unwanted,
    }
}
