namespace Offers.Simulation;

/// <summary>How one run is carried out and what it records.</summary>
public sealed record RunOptions
{
    /// <summary>How cells of offers decide; the run sets the seed.</summary>
    public AllocatorOptions Allocator { get; init; } = AllocatorOptions.Default;

    /// <summary>Time after the first arrival that shares and utilization leave out; 0.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>Points of the series; 0 records none.</summary>
    public int SeriesPoints { get; init; }

    /// <summary>Whether each job's times are kept (24 bytes a job).</summary>
    public bool KeepJobs { get; init; }

    /// <summary>
    /// The run stops as soon as the mean wait to the last task must exceed this; null: it never
    /// stops early.
    /// </summary>
    public TimeSpan? MeanWaitLimit { get; init; }

    /// <summary>Checks <see cref="Invariants"/> after every so many events; 0 never does.</summary>
    public int CheckEvery { get; init; }

    /// <summary>Runs every batch, also those that provably do nothing; for tests.</summary>
    public bool RunEveryBatch { get; init; }
}
