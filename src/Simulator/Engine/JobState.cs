namespace Offers.Simulation;

/// <summary>What a run knows of a job.</summary>
internal struct JobState
{
    internal JobStatus Status;
    internal int Cell;
    internal int TasksWaiting;
    internal int TasksRunning;
    internal int Failures;
    internal int FirstAllotment;

    /// <summary>When its first task started; -1 before.</summary>
    internal long FirstStart;

    /// <summary>When, for the first time, none of its tasks waited; -1 before.</summary>
    internal long AllStarted;
    internal long End;
}
