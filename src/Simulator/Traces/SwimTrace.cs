using System.Collections.Immutable;

namespace Offers.Simulation.Traces;

/// <summary>The jobs of one SWIM workload file.</summary>
public sealed class SwimTrace
{
    /// <summary>The file, as the caller named it.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the file's bytes as stored, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The jobs in file order.</summary>
    public required ImmutableArray<SwimJob> Jobs { get; init; }
}
