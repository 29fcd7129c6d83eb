using System;

namespace Offers;

/// <summary>
/// How a cell is set up, with names and units as a scenario's <c>init</c> and a journal's header
/// say it. A value; fixed for the life of the cell.
/// </summary>
public sealed record InitOptions
{
    /// <summary>Which preset the options start from; Mesos' by default.</summary>
    public AllocatorMode Mode { get; init; } = AllocatorMode.Mesos;

    /// <summary>Time between two batches; more than zero, 1 s by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// An offer must contain one of these; null, the default, is Mesos' list: 0.01 cpus or 32 MB of
    /// mem. The empty list lets anything be offered.
    /// </summary>
    public ValueList<ResourceVector>? MinimumOffers { get; init; }

    /// <summary>Names of kinds that do not count in shares; none by default.</summary>
    public ValueList<string> FairnessExcluded { get; init; } = [];

    /// <summary>
    /// Whether agents with gpus are kept from frameworks that cannot use them; true by default.
    /// </summary>
    public bool FilterGpuAgents { get; init; } = true;

    /// <summary>Where the master stands; null, the default, is unknown.</summary>
    public Domain? Domain { get; init; }

    /// <summary>In which order a run visits agents; by name by default.</summary>
    public AgentVisitOrder AgentOrder { get; init; } = AgentVisitOrder.ByName;

    /// <summary>The seed of <see cref="AgentVisitOrder.Seeded"/>; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>How roles, and frameworks within one, are sorted; by share by default.</summary>
    public SorterKind Sorter { get; init; } = SorterKind.Drf;

    /// <summary>
    /// The part of the expected agents that ends the wait after a fail-over, in thousandths; 1 to
    /// 1000, 800 by default.
    /// </summary>
    public int RecoveryFactor { get; init; } = 800;

    /// <summary>The longest wait after a fail-over; 10 minutes by default.</summary>
    public TimeSpan RecoveryTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether returned resources and changed weights and quota ask for a run; false by default.
    /// </summary>
    public bool AllocateOnReturn { get; init; }

    /// <summary>
    /// The largest dominant share of the cell that the open offers of one framework may have, in
    /// thousandths; 1 to 1000, null (no such limit) by default.
    /// </summary>
    public int? HoardLimit { get; init; }

    /// <summary>
    /// An active framework without an offer for so long goes first; more than zero, null (never) by
    /// default.
    /// </summary>
    public TimeSpan? StarvationGuard { get; init; }

    /// <summary>
    /// The proportions that an offer cut by quota keeps; null, the default, keeps none.
    /// </summary>
    public ResourceVector? MinimumShape { get; init; }

    /// <summary>Which agents come first; as <see cref="AgentOrder"/> says by default.</summary>
    public PlacementOrder PlacementOrder { get; init; } = PlacementOrder.Seed;

    /// <summary>An offer open for so long is withdrawn; null, the default, is never.</summary>
    public TimeSpan? OfferTimeout { get; init; }

    /// <summary>The same as the allocator's own options.</summary>
    internal AllocatorOptions ToAllocatorOptions() => new()
    {
        HierarchicalQuota = Mode == AllocatorMode.Default,
        Interval = Interval,
        MinimumOffers = MinimumOffers,
        FairnessExcluded = FairnessExcluded,
        FilterGpuAgents = FilterGpuAgents,
        Domain = Domain,
        VisitOrder = AgentOrder,
        Seed = Seed,
        RoleSorter = Sorter,
        FrameworkSorter = Sorter,
        RecoveryFactor = RecoveryFactor,
        RecoveryTimeout = RecoveryTimeout,
        AllocateOnReturn = AllocateOnReturn,
        HoardLimit = HoardLimit,
        StarvationGuard = StarvationGuard,
        MinimumShape = MinimumShape,
        PlacementOrder = PlacementOrder,
        OfferTimeout = OfferTimeout,
    };
}
