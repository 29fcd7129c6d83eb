using System.Collections.Generic;

namespace Offers;

/// <summary>The tasks of a gang that were launched together.</summary>
internal sealed class GangAttempt(GangJob job, Timestamp startBy)
{
    internal GangJob Job { get; } = job;

    /// <summary>By when all must run.</summary>
    internal Timestamp StartBy { get; } = startBy;

    internal List<TrackedTask> Tasks { get; } = [];

    /// <summary>While the agent of a task is out of contact: how long it is waited for.</summary>
    internal Timestamp AwayUntil { get; set; } = Timestamp.Never;

    /// <summary>Whether its tasks are to end because one of them cannot go on.</summary>
    internal bool IsAborted { get; set; }

    internal int Finished
    {
        get
        {
            int finished = 0;
            foreach (TrackedTask task in Tasks)
            {
                finished += task.State == TaskState.Finished ? 1 : 0;
            }

            return finished;
        }
    }

    /// <summary>Tasks that are launched and not over.</summary>
    internal int Open
    {
        get
        {
            int open = 0;
            foreach (TrackedTask task in Tasks)
            {
                open += task.IsLive || task.IsAway ? 1 : 0;
            }

            return open;
        }
    }

    internal bool IsStarted =>
        !Tasks.Exists(static task => task.RunningSince == Timestamp.Never
            && task.State != TaskState.Finished);
}
