namespace Offers.Simulation.Policies;

/// <summary>The policies by name.</summary>
internal static class PolicyCatalogue
{
    private static readonly IPolicy[] All =
    [
        new StaticSharePolicy("static-mean", static (profile, role) => profile.MeanOf(role)),
        new StaticSharePolicy("static-peak", static (profile, role) => profile.PeakOf(role)),
        new StaticSharePolicy("static-equal", static (_, _) => 1),
        new StaticTargetPolicy(),
        new SharedPolicy("shared-drf", CellKind.Offers),
        new SharedPolicy("fifo", CellKind.Fifo),
        new SharedPolicy("fifo-backfill", CellKind.FifoBackfill),
    ];

    /// <summary>The policy of a name that the experiment reader has let pass.</summary>
    internal static IPolicy Find(string name) =>
        Array.Find(All, policy => string.Equals(policy.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"no policy is named '{name}'", nameof(name));
}
