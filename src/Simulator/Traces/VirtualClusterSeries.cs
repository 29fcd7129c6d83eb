using System.Collections.Immutable;

namespace Offers.Simulation.Traces;

/// <summary>What every partition of a cluster owned, used and queued, minute by minute.</summary>
public sealed class VirtualClusterSeries
{
    /// <summary>The file, as the caller named it.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the file's bytes as stored, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The first minute, in the source's local time; null for an empty series.</summary>
    public required DateTime? Start { get; init; }

    /// <summary>How many minutes, without a gap.</summary>
    public required int Minutes { get; init; }

    /// <summary>The partitions in the order of their <c>_total</c> columns.</summary>
    public required ImmutableArray<VirtualCluster> Clusters { get; init; }
}
