using System;

namespace Offers;

/// <summary>What a framework declares that it can handle.</summary>
[Flags]
public enum Capabilities
{
    /// <summary>Nothing beyond the ordinary.</summary>
    None = 0,

    /// <summary>It uses gpus, and so may be offered agents that have some.</summary>
    GpuResources = 1,
}
