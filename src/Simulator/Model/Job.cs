namespace Offers.Simulation;

/// <summary>
/// A job of a workload: what is asked, when and by whom. Immutable; every policy and seed sees the
/// same.
/// </summary>
public sealed record Job
{
    /// <summary>The name in the trace, or a made one; for people.</summary>
    public required string Id { get; init; }

    /// <summary>Index of the framework that submits it.</summary>
    public required int Framework { get; init; }

    /// <summary>When it is submitted, in ticks.</summary>
    public required long Submit { get; init; }

    /// <summary>Its tasks; at least one group.</summary>
    public required IReadOnlyList<TaskGroup> Groups { get; init; }

    /// <summary>
    /// Whether all tasks start together or none (a gang); otherwise they start one by one
    /// (elastic).
    /// </summary>
    public bool IsGang { get; init; }

    /// <summary>
    /// When it ends whatever happens (an instance of a service that scales down), in ticks; null
    /// for a job that runs its tasks' durations. Not started by then, it is withdrawn.
    /// </summary>
    public long? EndsAt { get; init; }

    /// <summary>Whether the trace ended before the job did, so that its duration is cut.</summary>
    public bool IsCensored { get; init; }

    /// <summary>
    /// Index of its shape: jobs with equal counts, demands and kind share one, so that what is true
    /// of the shape (it fits this empty cell) is found once.
    /// </summary>
    public int Shape { get; init; }

    /// <summary>All its tasks.</summary>
    public int TaskCount { get; init; }

    /// <summary>The duration of its longest task, in ticks.</summary>
    public long LongestTask { get; init; }
}
