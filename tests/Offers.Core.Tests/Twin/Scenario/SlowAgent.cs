namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>What one framework has on one agent under one role.</summary>
internal sealed record SlowHolding(SlowResources Offered, SlowResources Allocated)
{
    public static SlowHolding Nothing { get; } = new(SlowResources.None, SlowResources.None);

    private SlowResources? _all;
    private SlowResources? _shared;
    private SlowQuantities? _unshared;

    private SlowHolding(SlowHolding other) =>
        (Offered, Allocated) = (other.Offered, other.Allocated);

    public SlowResources All => _all ??= Offered.Plus(Allocated);

    public SlowResources Shared => _shared ??= All.Where(i => i.IsShared);

    public SlowQuantities Unshared => _unshared ??= All.Where(i => !i.IsShared).Quantities;

    public bool IsEmpty => All.IsEmpty;

    /// <summary>The offered or the allocated part.</summary>
    public SlowResources Part(bool allocated) => allocated ? Allocated : Offered;

    public SlowHolding WithPart(bool allocated, SlowResources part) =>
        allocated ? this with { Allocated = part } : this with { Offered = part };
}

/// <summary>A planned absence and who has been asked to leave.</summary>
internal sealed class SlowMaintenance
{
    public HashSet<string> Asked { get; } = new(StringComparer.Ordinal);
}

/// <summary>The value of an attribute; only texts are compared.</summary>
internal sealed record SlowAttribute(string Name, string Value, bool IsText);

internal sealed class SlowAgent(string id, long sequence)
{
    public static IReadOnlySet<string> AllCapabilities { get; } = new HashSet<string>
    {
        "AGENT_DRAINING", "AGENT_OPERATION_FEEDBACK", "HIERARCHICAL_ROLE", "MULTI_ROLE",
        "RESERVATION_REFINEMENT", "RESIZE_VOLUME", "RESOURCE_PROVIDER", "TASK_RESOURCE_LIMITS",
    };

    public string Id { get; } = id;

    /// <summary>Its place among all agents ever added; who comes back keeps it.</summary>
    public long Sequence { get; } = sequence;

    public required SlowResources Total { get; set; }

    public string Hostname { get; set; } = id;

    public IReadOnlyList<SlowAttribute> Attributes { get; set; } = [];

    public IReadOnlySet<string> Capabilities { get; set; } = AllCapabilities;

    public SlowDomain? Domain { get; init; }

    public bool IsActivated { get; set; } = true;

    public SlowMaintenance? Maintenance { get; set; }

    /// <summary>Never an empty holding; those of frameworks not yet known are here too.</summary>
    public SortedDictionary<(string Framework, string Role), SlowHolding> Holdings { get; } = [];

    public SlowHolding this[string framework, string role]
    {
        get => Holdings.GetValueOrDefault((framework, role)) ?? SlowHolding.Nothing;
        set
        {
            Holdings.Remove((framework, role));
            if (!value.IsEmpty)
            {
                Holdings[(framework, role)] = value;
            }
        }
    }

    public bool HasGpus => Total.Quantities["gpus"] > 0;

    public SlowResources Out => SlowResources.Sum(Holdings.Values.Select(h => h.All));

    /// <summary>
    /// Shared items are always free; what is out beyond the total counts for nothing.
    /// </summary>
    public SlowResources Free => Total.Minus(Out.Where(i => !i.IsShared));
}
