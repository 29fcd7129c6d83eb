using System;

namespace Offers;

/// <summary>What a framework declares that it can handle (Mesos' framework capabilities).</summary>
[Flags]
public enum Capabilities
{
    /// <summary>Nothing beyond the ordinary.</summary>
    None = 0,

    /// <summary>It uses gpus, and so may be offered agents that have some.</summary>
    GpuResources = 1,

    /// <summary>It may be offered agents of other regions than the master's.</summary>
    RegionAware = 2,

    /// <summary>
    /// It may have many roles, and so is not offered agents without
    /// <see cref="AgentCapabilities.MultiRole"/>.
    /// </summary>
    MultiRole = 4,

    /// <summary>It is offered shared volumes; they are removed from the offers of others.</summary>
    SharedResources = 8,

    /// <summary>
    /// It is offered revocable resources; they are removed from the offers of others.
    /// </summary>
    RevocableResources = 16,

    /// <summary>
    /// It is offered refined reservations; they are removed from the offers of others.
    /// </summary>
    ReservationRefinement = 32,
}
