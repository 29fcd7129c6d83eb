namespace Offers.Simulation.Experiments;

/// <summary>A generated workload: the same seed makes the same jobs for every policy.</summary>
public sealed record GeneratorSpec
{
    /// <summary>Days of arrivals. Key <c>days</c>, required; 0.001 to 3 660.</summary>
    public required double Days { get; init; }

    /// <summary>Who submits. Key <c>roles</c>, required; at least one.</summary>
    public required IReadOnlyList<RoleSpec> Roles { get; init; }
}
