namespace Offers.Masters.Frameworks;

/// <summary>How often tasks of a framework were launched, and how they ended, once each.</summary>
internal sealed class TaskCounts
{
    private readonly HashSet<string> _live = new(StringComparer.Ordinal);

    /// <summary>Launches.</summary>
    internal long Launched { get; private set; }

    /// <summary>Tasks that ended well.</summary>
    internal long Finished { get; private set; }

    /// <summary>Tasks that were ended by somebody.</summary>
    internal long Killed { get; private set; }

    /// <summary>Tasks that ended otherwise.</summary>
    internal long Failed { get; private set; }

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
                    _live.Add(task.Name);
                }
            }
        }
    }

    /// <summary>The framework hears.</summary>
    internal void Note(SchedulerEvent heard)
    {
        if (heard is CallRefused { Status: ClusterStatus.FrameworkRemoved })
        {
            // Of its tasks it hears nothing more: they were killed with it.
            Killed += _live.Count;
            _live.Clear();
        }

        if (heard is not TaskUpdated update || !update.State.IsTerminal()
            || !_live.Remove(update.Task))
        {
            return;
        }

        switch (update.State)
        {
            case TaskState.Finished:
                Finished++;
                break;
            case TaskState.Killed:
                Killed++;
                break;
            default:
                Failed++;
                break;
        }
    }

    private static ValueList<TaskDescription> TasksOf(OfferOperation operation) =>
        operation switch
        {
            LaunchTasks launch => launch.Tasks,
            LaunchGroup group => group.Tasks,
            _ => [],
        };
}
