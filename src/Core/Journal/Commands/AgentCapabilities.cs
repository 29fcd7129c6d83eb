using System;

namespace Offers;

/// <summary>What an agent declares that it can handle (semantics 1.7).</summary>
[Flags]
public enum AgentCapabilities
{
    /// <summary>Nothing beyond the ordinary.</summary>
    None = 0,

    /// <summary>
    /// <c>MULTI_ROLE</c>: frameworks that are <see cref="FrameworkCapabilities.MultiRole"/> may be
    /// offered it.
    /// </summary>
    MultiRole = 1 << 0,

    /// <summary><c>HIERARCHICAL_ROLE</c>: it may be offered under roles with a slash.</summary>
    HierarchicalRole = 1 << 1,

    /// <summary><c>RESERVATION_REFINEMENT</c>: it understands refined reservations.</summary>
    ReservationRefinement = 1 << 2,

    /// <summary><c>RESOURCE_PROVIDER</c>: nothing in the allocator.</summary>
    ResourceProvider = 1 << 3,

    /// <summary><c>RESIZE_VOLUME</c>: nothing in the allocator.</summary>
    ResizeVolume = 1 << 4,

    /// <summary><c>AGENT_OPERATION_FEEDBACK</c>: nothing in the allocator.</summary>
    AgentOperationFeedback = 1 << 5,

    /// <summary><c>AGENT_DRAINING</c>: nothing in the allocator.</summary>
    AgentDraining = 1 << 6,

    /// <summary><c>TASK_RESOURCE_LIMITS</c>: nothing in the allocator.</summary>
    TaskResourceLimits = 1 << 7,

    /// <summary>All of them: what an agent has unless it says otherwise.</summary>
    All = (1 << 8) - 1,
}
