namespace Offers;

/// <summary>One task of a job through all its attempts.</summary>
internal sealed class BatchTask(BatchJob job)
{
    internal BatchJob Job { get; } = job;

    /// <summary>The attempt that counts now; null while it waits and when it is settled.</summary>
    internal TrackedTask? Task { get; private set; }

    /// <summary>Attempts that failed by their own fault.</summary>
    internal int Failures { get; set; }

    /// <summary>Whether it has ended well or is given up.</summary>
    internal bool IsSettled { get; set; }

    internal bool IsWaiting => Task is null && !IsSettled;

    internal void Fill(TrackedTask task)
    {
        Job.Running += Task is null ? 1 : 0;
        Task = task;
    }

    internal void Empty()
    {
        Job.Running -= Task is null ? 0 : 1;
        Task = null;
    }
}
