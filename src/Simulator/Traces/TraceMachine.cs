namespace Offers.Simulation.Traces;

/// <summary>One machine of the cell that a task trace was recorded on.</summary>
public readonly record struct TraceMachine
{
    /// <summary>Unique in its file, never empty.</summary>
    public required string Id { get; init; }

    /// <summary>Processors, 0 to <see cref="TraceLimits.MaxDemand"/>.</summary>
    public required double Cpus { get; init; }

    /// <summary>Memory in GiB, 0 to <see cref="TraceLimits.MaxDemand"/>.</summary>
    public required double MemoryGiB { get; init; }

    /// <summary>GPUs, 0 to <see cref="TraceLimits.MaxDemand"/>.</summary>
    public required double Gpus { get; init; }

    /// <summary>A platform or model, as the source calls it; may be empty.</summary>
    public required string Attribute { get; init; }

    /// <summary>What the machine has of a resource.</summary>
    /// <param name="resource">Which resource.</param>
    public double Capacity(TraceResource resource) => resource switch
    {
        TraceResource.Cpus => Cpus,
        TraceResource.Memory => MemoryGiB,
        TraceResource.Gpus => Gpus,
        _ => throw new ArgumentOutOfRangeException(nameof(resource)),
    };
}
