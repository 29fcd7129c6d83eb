using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// How an <see cref="Allocator"/> decides. An immutable value; fixed for the allocator's life.
/// </summary>
public sealed record AllocatorOptions
{
    /// <summary>A filter duration above this is cut to it (Mesos: 365 days).</summary>
    public static readonly TimeSpan LongestRefusal = TimeSpan.FromDays(365);

    /// <summary>The filter duration of schedulers that name none (Mesos: 5 s).</summary>
    public static readonly TimeSpan DefaultRefusal = TimeSpan.FromSeconds(5);

    /// <summary>Decides as Mesos does, exact shares excepted.</summary>
    public static AllocatorOptions Mesos { get; } = new();

    /// <summary>
    /// The project's own defaults: as <see cref="Mesos"/>, with
    /// <see cref="HierarchicalQuota"/>.
    /// </summary>
    public static AllocatorOptions Default { get; } = new() { HierarchicalQuota = true };

    /// <summary>
    /// Time between two batches, from the end of one to the next; more than zero, 1 s by default.
    /// The host keeps the timer; here it is the least time that a refuse filter lasts.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// An offer must contain at least one of these. Null, the default, means Mesos' list: 0.01 cpus
    /// or 32 MB of mem. The empty list lets anything be offered, but never nothing.
    /// </summary>
    public IReadOnlyList<ResourceVector>? MinimumOffers { get; init; }

    /// <summary>Names of kinds that do not count in dominant shares; none by default.</summary>
    public IReadOnlyList<string> FairnessExcluded { get; init; } = [];

    /// <summary>
    /// Whether agents that have gpus are kept from frameworks without
    /// <see cref="FrameworkCapabilities.GpuResources"/>; true by default, as in Mesos.
    /// </summary>
    public bool FilterGpuAgents { get; init; } = true;

    /// <summary>Seed of everything that is left to chance; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>Order in which a run visits agents; seeded by default.</summary>
    public AgentVisitOrder VisitOrder { get; init; }

    /// <summary>
    /// Whether returned resources and changed weights ask for an event-driven run, coalesced with
    /// others; false by default, as in Mesos, where they wait for the next batch (MESOS-3078).
    /// </summary>
    public bool AllocateOnReturn { get; init; }

    /// <summary>An offer open for so long is rescinded; null, the default, is never.</summary>
    public TimeSpan? OfferTimeout { get; init; }

    /// <summary>
    /// Whether roles at every level may have a quota, and every limit on the path counts (A105 and
    /// A106 of the conformance cases; MESOS-7402). False: top-level roles only, what sub-roles take
    /// counting from the next run on, as in Mesos. Default: false in <see cref="Mesos"/>, true in
    /// <see cref="Default"/>.
    /// </summary>
    public bool HierarchicalQuota { get; init; }

    /// <summary>How roles are sorted; by dominant share by default.</summary>
    public SorterKind RoleSorter { get; init; }

    /// <summary>
    /// How the frameworks of a role are sorted; by dominant share by default.
    /// <see cref="SorterKind.HierarchicalDrf"/> is the same as that here.
    /// </summary>
    public SorterKind FrameworkSorter { get; init; }

    /// <summary>
    /// Where the master is. Agents that say they are in another region go only to frameworks with
    /// <see cref="FrameworkCapabilities.RegionAware"/>. Null, the default: nowhere, and nobody is
    /// elsewhere.
    /// </summary>
    public Domain? Domain { get; init; }

    /// <summary>
    /// The part of the expected agents, in thousandths, that must be back after a failover before
    /// runs begin; 800 by default, as in Mesos; 0 to 1 000.
    /// </summary>
    public int RecoveryFactor { get; init; } = 800;

    /// <summary>
    /// After how long runs begin in any case; 10 minutes by default, as in Mesos; more than zero.
    /// </summary>
    public TimeSpan RecoveryTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The most of the cell, as a dominant share in thousandths from 1 to 1 000, that a framework
    /// may hold in open offers; its first offer it gets in any case. Null, the default: no limit.
    /// Against frameworks that sit on offers (MESOS-1607).
    /// </summary>
    public int? HoardLimit { get; init; }

    /// <summary>
    /// Who is active and has had no offer for so long comes first at every agent, the longest
    /// waiting before the others; an offer counts, be it declined or not. Null, the default: never.
    /// More than zero. Against starvation by those who decline (MESOS-3202, MESOS-1086).
    /// </summary>
    public TimeSpan? StarvationGuard { get; init; }

    /// <summary>
    /// What quota cuts keeps these proportions: as many of these shapes as fit, a fraction of one
    /// included, or nothing if less than one does; kinds that are not in the shape stay as they
    /// are. Null, the default: each kind is cut for itself, and may leave cpus without mem
    /// (MESOS-8935). Not zero.
    /// </summary>
    public ResourceVector? MinimumShape { get; init; }

    /// <summary>
    /// Whether agents come in <see cref="VisitOrder"/>, or by how much is free on them; in that
    /// order by default.
    /// </summary>
    public PlacementOrder PlacementOrder { get; init; }
}
