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
    /// The project's own defaults. They differ from <see cref="Mesos"/> only where the architecture
    /// page says so; on this first floor (flat roles, no quota) they are the same.
    /// </summary>
    public static AllocatorOptions Default { get; } = new();

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
    /// <see cref="Capabilities.GpuResources"/>; true by default, as in Mesos.
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
}
