namespace Offers.Simulation.Policies;

/// <summary>The policies by name.</summary>
internal static class PolicyCatalogue
{
    private static readonly IPolicy[] All =
    [
        new StaticSharePolicy(PolicyNames.StaticMean, static (demand, role) => demand.MeanOf(role)),
        new StaticSharePolicy(PolicyNames.StaticPeak, static (demand, role) => demand.PeakOf(role)),
        new StaticSharePolicy(PolicyNames.StaticEqual, static (_, _) => 1),
        new StaticTargetPolicy(),
        new SharedPolicy(PolicyNames.SharedDrf, CellKind.Offers),
        new SharedPolicy(PolicyNames.Fifo, CellKind.Fifo),
        new SharedPolicy(PolicyNames.FifoBackfill, CellKind.FifoBackfill),
    ];

    /// <summary>The policy of a name that the experiment reader has let pass.</summary>
    internal static IPolicy Find(string name) =>
        Array.Find(All, policy => string.Equals(policy.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"no policy is named '{name}'", nameof(name));
}
