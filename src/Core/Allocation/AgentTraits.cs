using System;

namespace Offers;

/// <summary>
/// What about an agent not every client can deal with. An agent goes to a client only if the client
/// tolerates each of its traits.
/// </summary>
[Flags]
internal enum AgentTraits : byte
{
    None = 0,

    /// <summary>It has gpus, and such agents are kept for who uses them.</summary>
    HasGpus = 1,

    /// <summary>It is in another region than the master.</summary>
    OtherRegion = 2,

    /// <summary>It does not know that a framework may have many roles.</summary>
    NotMultiRole = 4,

    /// <summary>It does not know roles with a slash.</summary>
    NotHierarchical = 8,
}
