namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>What a scenario can set at its beginning.</summary>
internal sealed record SlowOptions
{
    public const long Second = 10_000_000;

    /// <summary>Ticks of 100 ns between two batches.</summary>
    public long Interval { get; init; } = Second;

    /// <summary>Any one suffices; none at all lets everything pass.</summary>
    public IReadOnlyList<SlowQuantities> MinimumSizes { get; init; } =
    [
        SlowQuantities.Of([("cpus", 10)]),
        SlowQuantities.Of([("mem", 32_000)]),
    ];

    public IReadOnlySet<string> FairnessExcluded { get; init; } = new HashSet<string>();

    public bool FilterGpuAgents { get; init; } = true;

    public SlowDomain? Domain { get; init; }

    /// <summary>id, id_desc or added.</summary>
    public string AgentOrder { get; init; } = "id";

    /// <summary>Quota at every level of the role tree, not only on top-level roles.</summary>
    public bool IsHierarchical { get; init; }

    public bool AllocateOnReturn { get; init; }

    public decimal? HoardLimit { get; init; }

    /// <summary>Ticks.</summary>
    public long? StarvationGuard { get; init; }

    public SlowQuantities? MinimumShape { get; init; }

    /// <summary>seed (the agent order), best_fit or spread.</summary>
    public string PlacementOrder { get; init; } = "seed";

    public decimal RecoveryFactor { get; init; } = 0.8m;

    /// <summary>Ticks.</summary>
    public long RecoveryTimeout { get; init; } = 600 * Second;
}

internal sealed record SlowDomain(string Region, string Zone);
