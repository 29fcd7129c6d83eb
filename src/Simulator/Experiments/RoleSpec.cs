namespace Offers.Simulation.Experiments;

/// <summary>A role of a generated workload.</summary>
public sealed record RoleSpec
{
    /// <summary>Unique name. Key <c>name</c>, required.</summary>
    public required string Name { get; init; }

    /// <summary>Weight, at least 0.001. Key <c>weight</c>; 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Its frameworks. Key <c>frameworks</c>, required; at least one.</summary>
    public required IReadOnlyList<SourceSpec> Frameworks { get; init; }
}
