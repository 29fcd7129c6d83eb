namespace Offers.Simulation.Experiments;

/// <summary>
/// A framework of a generated workload. In the file: a <c>name</c> and exactly one of the keys
/// <c>service</c>, <c>batch</c> and <c>gang</c>, under which the other keys stand.
/// </summary>
public sealed record SourceSpec
{
    /// <summary>Unique name. Key <c>name</c>, required.</summary>
    public required string Name { get; init; }

    /// <summary>What it submits.</summary>
    public required SourceKind Kind { get; init; }

    /// <summary>Demand of one task as resource text. Key <c>task</c>, required.</summary>
    public required string Task { get; init; }

    /// <summary>
    /// Service: mean number of instances (key <c>instances</c>). Batch and gang: mean jobs an hour
    /// (key <c>jobs_per_hour</c>), Poisson arrivals. Required; at least 0.001.
    /// </summary>
    public required double Rate { get; init; }

    /// <summary>
    /// How much the rate swings over a day, as a part of its mean: rate(t) = mean * (1 + swing *
    /// cos(2 pi (t - peak) / day)). Key <c>swing</c>; 0 to 1, default 0.
    /// </summary>
    public double Swing { get; init; }

    /// <summary>
    /// Hour of the day of the highest rate. Key <c>peak_hour</c>; 0 to 24, default 12.
    /// </summary>
    public double PeakHour { get; init; } = 12;

    /// <summary>
    /// Tasks of a job: fixed for a gang, a geometric mean for a batch job. Key <c>tasks</c>; at
    /// least 1, default 1. Not for services.
    /// </summary>
    public int Tasks { get; init; } = 1;

    /// <summary>
    /// Mean duration of a task, exponential. Key <c>minutes</c>; at least 0.001, required for batch
    /// and gang.
    /// </summary>
    public double Minutes { get; init; }

    /// <summary>
    /// How often a service adapts its number of instances. Key <c>step_minutes</c>; at least 0.001,
    /// default 10.
    /// </summary>
    public double StepMinutes { get; init; } = 10;
}
