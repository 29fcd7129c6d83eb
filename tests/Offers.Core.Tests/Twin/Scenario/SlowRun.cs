namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>What lives no longer than one run.</summary>
internal sealed class SlowRun
{
    /// <summary>
    /// What top-level roles with quota consume; not used with hierarchical quota.
    /// </summary>
    public Dictionary<string, SlowQuantities> Consumed { get; } = new(StringComparer.Ordinal);

    /// <summary>What is kept for guarantees; not used with hierarchical quota.</summary>
    public SlowQuantities Required { get; set; } = new();

    /// <summary>What is free, unreserved and not revocable in the whole cell.</summary>
    public SlowQuantities Available { get; set; } = new();

    /// <summary>What every role with quota consumed before the run.</summary>
    public Dictionary<string, SlowQuantities> ConsumedBefore { get; } =
        new(StringComparer.Ordinal);

    /// <summary>What was available before the run.</summary>
    public SlowQuantities AvailableBefore { get; init; } = new();

    /// <summary>Quota items that the run has given to the frameworks of each role.</summary>
    public Dictionary<string, SlowQuantities> Given { get; } = new(StringComparer.Ordinal);

    /// <summary>What the run has given towards guarantees.</summary>
    public SlowQuantities Guaranteed { get; set; } = new();

    /// <summary>Shared items by agent.</summary>
    public Dictionary<string, SlowResources> SharedOffered { get; } = new(StringComparer.Ordinal);

    /// <summary>Pairs of framework and role that have waited too long.</summary>
    public HashSet<(string Framework, string Role)> Starving { get; } = [];
}
