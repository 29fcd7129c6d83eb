using System;

namespace Offers;

/// <summary>What a framework declares that it can handle (semantics 1.7).</summary>
[Flags]
public enum FrameworkCapabilities
{
    /// <summary>Nothing beyond the ordinary.</summary>
    None = 0,

    /// <summary><c>GPU_RESOURCES</c>: it may be offered agents that have gpus.</summary>
    GpuResources = 1 << 0,

    /// <summary><c>REVOCABLE_RESOURCES</c>: it is offered revocable items.</summary>
    RevocableResources = 1 << 1,

    /// <summary><c>SHARED_RESOURCES</c>: it is offered shared volumes.</summary>
    SharedResources = 1 << 2,

    /// <summary>
    /// <c>RESERVATION_REFINEMENT</c>: it is offered items reserved more than once.
    /// </summary>
    ReservationRefinement = 1 << 3,

    /// <summary><c>REGION_AWARE</c>: it is offered agents of other regions.</summary>
    RegionAware = 1 << 4,

    /// <summary>
    /// <c>MULTI_ROLE</c>: it needs agents that are <see cref="AgentCapabilities.MultiRole"/>.
    /// </summary>
    MultiRole = 1 << 5,

    /// <summary><c>PARTITION_AWARE</c>: nothing in the allocator.</summary>
    PartitionAware = 1 << 6,

    /// <summary><c>TASK_KILLING_STATE</c>: nothing in the allocator.</summary>
    TaskKillingState = 1 << 7,

    /// <summary><c>QUOTA_V2</c>: nothing in the allocator.</summary>
    QuotaV2 = 1 << 8,
}
