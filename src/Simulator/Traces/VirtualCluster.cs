using System.Collections.Immutable;

namespace Offers.Simulation.Traces;

/// <summary>One static partition of a production cluster, minute by minute.</summary>
public sealed class VirtualCluster
{
    /// <summary>The partition's name, never empty.</summary>
    public required string Name { get; init; }

    /// <summary>GPUs it owns, one value a minute.</summary>
    public required ImmutableArray<int> Total { get; init; }

    /// <summary>GPUs in use, one value a minute, never above <see cref="Total"/>.</summary>
    public required ImmutableArray<int> Running { get; init; }

    /// <summary>GPUs that queued jobs ask for, one value a minute.</summary>
    public required ImmutableArray<int> Pending { get; init; }
}
