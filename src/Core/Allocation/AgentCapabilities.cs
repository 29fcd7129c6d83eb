using System;

namespace Offers;

/// <summary>What an agent declares that it can handle.</summary>
[Flags]
public enum AgentCapabilities
{
    /// <summary>Nothing beyond the ordinary.</summary>
    None = 0,

    /// <summary>
    /// It knows that one framework may have many roles. Without it, it is not offered to frameworks
    /// with <see cref="Capabilities.MultiRole"/>.
    /// </summary>
    MultiRole = 1,

    /// <summary>It knows roles with a slash; without it, it is not offered under these.</summary>
    HierarchicalRole = 2,

    /// <summary>It knows refined reservations; the allocator only keeps it.</summary>
    ReservationRefinement = 4,

    /// <summary>All of the above: the default.</summary>
    All = MultiRole | HierarchicalRole | ReservationRefinement,
}
