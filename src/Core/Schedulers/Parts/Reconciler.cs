using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// When to ask for the state of which task (semantics 2.6): all at once after a subscription, a
/// new one 10 s after its launch, each one 10 min after it was last heard of; and when there is no
/// answer again after 10 s, 20 s and so on up to 10 min. A lost task that was asked for five times
/// in vain is forgotten.
/// </summary>
internal sealed class Reconciler(TaskBook tasks)
{
    internal const int MostAsksWhileLost = 5;

    /// <summary>Tasks in one question; the rest comes in further ones.</summary>
    internal const int MostInOne = 1_000;

    /// <summary>
    /// Each task of the book has exactly one entry, at its time to ask or before.
    /// </summary>
    private readonly DeadlineQueue<TrackedTask> _queue = new();

    internal static TimeSpan FirstDelay { get; } = TimeSpan.FromSeconds(10);

    internal static TimeSpan LongestDelay { get; } = TimeSpan.FromMinutes(10);

    internal Timestamp Next => _queue.Next;

    /// <summary>A new subscription: everything is in doubt at once.</summary>
    internal void AskForAll(Timestamp now)
    {
        _queue.Clear();
        for (TrackedTask? task = tasks.First; task is not null; task = task.Next)
        {
            task.AskDelay.Reset();
            task.AskAt = now;
            _queue.Add(task, now);
        }
    }

    internal void Launched(TrackedTask task, Timestamp now)
    {
        task.AskAt = now + task.AskDelay.Take();
        _queue.Add(task, task.AskAt);
    }

    internal static void Heard(TrackedTask task, Timestamp now)
    {
        task.AskDelay.Reset();
        task.AskAt = now + LongestDelay;
    }

    /// <summary>The tasks to ask for now, at most a thousand; none when nothing is due.</summary>
    internal List<TaskQuery> Due(Timestamp now)
    {
        List<TaskQuery> queries = [];
        while (queries.Count < MostInOne && _queue.TryTake(now, out TrackedTask task))
        {
            if (!ReferenceEquals(tasks.Find(task.Name), task))
            {
                continue;
            }

            if (task.AskAt <= now)
            {
                if (task.IsLost && ++task.AsksWhileLost > MostAsksWhileLost)
                {
                    tasks.Remove(task);
                    continue;
                }

                queries.Add(new TaskQuery(task.Name, task.Agent));
                task.AskAt = now + task.AskDelay.Take();
            }

            _queue.Add(task, task.AskAt);
        }

        return queries;
    }
}
