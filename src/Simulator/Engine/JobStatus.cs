namespace Offers.Simulation;

/// <summary>Where a job of a run stands.</summary>
internal enum JobStatus : byte
{
    /// <summary>Not submitted yet.</summary>
    Future,

    /// <summary>Some of its tasks wait.</summary>
    Waiting,

    /// <summary>All its tasks run or are done.</summary>
    Running,

    /// <summary>All its tasks are done.</summary>
    Done,

    /// <summary>A task failed more often than it may be tried again.</summary>
    Failed,

    /// <summary>It was to end before it started.</summary>
    Withdrawn,

    /// <summary>It could not run in its cell even if that were empty.</summary>
    Impossible,
}
