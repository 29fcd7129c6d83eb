namespace Offers.Simulation.Experiments;

/// <summary>Where the jobs come from: exactly one of a trace and a generator.</summary>
public sealed record WorkloadSpec
{
    /// <summary>A trace in the common schema. Key <c>trace</c>.</summary>
    public string? Trace { get; init; }

    /// <summary>Its machine file; null: found beside it by name. Key <c>machines</c>.</summary>
    public string? Machines { get; init; }

    /// <summary>
    /// Roles with fewer jobs are left out, from every policy. Key <c>min_jobs_per_role</c>; 0 or
    /// more, default 0.
    /// </summary>
    public int MinJobsPerRole { get; init; }

    /// <summary>
    /// Whether the tasks of a job start together or none; otherwise one by one. Key <c>gang</c>;
    /// false.
    /// </summary>
    public bool Gang { get; init; }

    /// <summary>
    /// A row's <c>gpus</c> is its job's total, to be split into tasks of at most so many; null: a
    /// row's demands are those of one task. Key <c>gpus_per_task</c>; 1 or more.
    /// </summary>
    public int? GpusPerTask { get; init; }

    /// <summary>
    /// Jobs submitted before this second are left out. Key <c>from_seconds</c>; 0.
    /// </summary>
    public double FromSeconds { get; init; }

    /// <summary>
    /// Jobs submitted at or after this second are left out. Key <c>to_seconds</c>; none.
    /// </summary>
    public double? ToSeconds { get; init; }

    /// <summary>A generated workload. Key <c>generate</c>.</summary>
    public GeneratorSpec? Generate { get; init; }
}
