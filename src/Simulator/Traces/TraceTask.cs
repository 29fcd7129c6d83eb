namespace Offers.Simulation.Traces;

/// <summary>
/// One row of a task trace: <see cref="Count"/> identical instances of one job's work.
/// Demands are per instance, times in seconds from the start of the trace.
/// </summary>
public readonly record struct TraceTask
{
    private const string CutOff = "end-1";

    /// <summary>Unique in its file, never empty.</summary>
    public required string TaskId { get; init; }

    /// <summary>The job the task belongs to, never empty.</summary>
    public required string JobId { get; init; }

    /// <summary>Who owns it: a user, a virtual cluster or a class; never empty.</summary>
    public required string Role { get; init; }

    /// <summary>When it was submitted, 0 to <see cref="TraceLimits.MaxSeconds"/>.</summary>
    public required double SubmitSeconds { get; init; }

    /// <summary>When the original system started it; null when that is unknown.</summary>
    public required double? StartSeconds { get; init; }

    /// <summary>How long it ran, 0 to <see cref="TraceLimits.MaxSeconds"/>.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>How many instances, 1 to <see cref="TraceLimits.MaxCount"/>.</summary>
    public required int Count { get; init; }

    /// <summary>Processors of one instance, 0 to <see cref="TraceLimits.MaxDemand"/>.</summary>
    public required double Cpus { get; init; }

    /// <summary>GiB of one instance, 0 to <see cref="TraceLimits.MaxDemand"/>.</summary>
    public required double MemoryGiB { get; init; }

    /// <summary>GPUs of one instance, 0 to <see cref="TraceLimits.MaxDemand"/>.</summary>
    public required double Gpus { get; init; }

    /// <summary>The source's priority; higher is more important.</summary>
    public required int Priority { get; init; }

    /// <summary>What else the source said, parts separated by <c>|</c>; may be empty.</summary>
    public required string Extra { get; init; }

    /// <summary>
    /// True when the trace ended before the task did (<c>end-1</c> comes first in
    /// <see cref="Extra"/>), so that its duration is only a lower bound.
    /// </summary>
    public bool IsCensored =>
        Extra.StartsWith(CutOff, StringComparison.Ordinal)
        && (Extra.Length == CutOff.Length || Extra[CutOff.Length] == '|');

    /// <summary>True when it asks for no resource at all.</summary>
    public bool IsWithoutDemand => Cpus == 0 && MemoryGiB == 0 && Gpus == 0;

    /// <summary>The demand of one instance in the unit of the resource.</summary>
    /// <param name="resource">Which resource.</param>
    public double Demand(TraceResource resource) => resource switch
    {
        TraceResource.Cpus => Cpus,
        TraceResource.Memory => MemoryGiB,
        TraceResource.Gpus => Gpus,
        _ => throw new ArgumentOutOfRangeException(nameof(resource)),
    };
}
