using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// The tasks that a scheduler has not seen the end of, in order of launch, and the names of the
/// last that have ended. All is O(1).
/// </summary>
internal sealed class TaskBook
{
    /// <summary>
    /// Ended tasks whose names are kept, to tell late updates from strange tasks.
    /// </summary>
    internal const int MostEnded = 8_192;

    private readonly Dictionary<string, TrackedTask> _byName = new(StringComparer.Ordinal);
    private readonly RecentSet<string> _ended = new(MostEnded);
    private TrackedTask? _last;

    internal int Count => _byName.Count;

    /// <summary>The one launched first; <see cref="TrackedTask.Next"/> leads on.</summary>
    internal TrackedTask? First { get; private set; }

    internal TrackedTask? Find(string name) =>
        _byName.TryGetValue(name, out TrackedTask? task) ? task : null;

    internal bool HasEnded(string name) => _ended.Contains(name);

    internal void Add(TrackedTask task)
    {
        _byName.Add(task.Name, task);
        task.Previous = _last;
        if (_last is null)
        {
            First = task;
        }
        else
        {
            _last.Next = task;
        }

        _last = task;
    }

    /// <summary>
    /// Removes a task. One that has surely ended is remembered; one that was only lost, or never
    /// started as far as anybody knows, counts as a strange one if it shows up.
    /// </summary>
    internal void Remove(TrackedTask task)
    {
        if (!_byName.Remove(task.Name))
        {
            return;
        }

        if (task.IsOver && task.State != TaskState.Dropped)
        {
            _ended.Add(task.Name);
        }

        First = ReferenceEquals(First, task) ? task.Next : First;
        _last = ReferenceEquals(_last, task) ? task.Previous : _last;
        if (task.Previous is not null)
        {
            task.Previous.Next = task.Next;
        }

        if (task.Next is not null)
        {
            task.Next.Previous = task.Previous;
        }
    }
}
