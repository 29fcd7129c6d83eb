namespace Offers.Simulation.Experiments;

/// <summary>How the allocator decides.</summary>
public sealed record AllocatorSpec
{
    /// <summary>Key <c>preset</c>: "default" or "mesos".</summary>
    public string Preset { get; init; } = "default";

    /// <summary>Seconds between batches. Key <c>interval_seconds</c>; at least 0.001, 1.</summary>
    public double IntervalSeconds { get; init; } = 1;

    /// <summary>
    /// Minimum offer sizes as resource texts, any one suffices. Key <c>min_allocatable</c>; null:
    /// Mesos' list; empty: anything.
    /// </summary>
    public IReadOnlyList<string>? MinAllocatable { get; init; }

    /// <summary>Kinds that do not count in shares. Key <c>fairness_exclude</c>; none.</summary>
    public IReadOnlyList<string> FairnessExclude { get; init; } = [];

    /// <summary>Key <c>filter_gpu</c>; true.</summary>
    public bool FilterGpu { get; init; } = true;

    /// <summary>Key <c>allocate_on_return</c>; false.</summary>
    public bool AllocateOnReturn { get; init; }

    /// <summary>Key <c>offer_timeout_seconds</c>; at least 0.001, default none.</summary>
    public double? OfferTimeoutSeconds { get; init; }
}
