namespace Offers.Simulation.Experiments;

/// <summary>How the schedulers of a workload behave; times in seconds.</summary>
public sealed record FrameworkSpec
{
    /// <summary>
    /// How long a gathering gang holds offers. Key <c>hold_seconds</c>; at least 0.001, 120.
    /// </summary>
    public double HoldSeconds { get; init; } = 120;

    /// <summary>
    /// Mean time away of a gang that failed to gather. Key <c>back_off_seconds</c>; at least 0.001,
    /// 120.
    /// </summary>
    public double BackOffSeconds { get; init; } = 120;

    /// <summary>
    /// Filter duration for an offer that does not help. Key <c>refuse_seconds</c>; at least 0.001;
    /// default 365 days (the scheduler revives when its head job changes).
    /// </summary>
    public double RefuseSeconds { get; init; } = 365 * 86_400.0;

    /// <summary>Whether frameworks can handle gpus. Key <c>gpu_resources</c>; false.</summary>
    public bool GpuResources { get; init; }

    /// <summary>
    /// Mean time between failures of one task. Key <c>task_mean_hours_to_failure</c>; at least
    /// 0.001, default none.
    /// </summary>
    public double? TaskMeanHoursToFailure { get; init; }

    /// <summary>
    /// Failures of its tasks, all together, that a job survives. Key <c>retries</c>; 0 or more, 3.
    /// </summary>
    public int Retries { get; init; } = 3;
}
