namespace Offers.Faults;

/// <summary>What is done to a running cell.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL of an agent, not of its supervisor; it is started again.</summary>
    AgentKill,

    /// <summary>SIGKILL of the master; it is started again.</summary>
    MasterKill,

    /// <summary>SIGKILL of both at once; they are started again in any order.</summary>
    BothKill,

    /// <summary>
    /// SIGKILL of a supervisor, at times of its agent, too: the statuses of what it held are lost.
    /// </summary>
    SupervisorKill,

    /// <summary>The connection of an agent is cut behind a random byte.</summary>
    Cut,

    /// <summary>Bytes stand still, or come one by one, in one direction or both.</summary>
    Slow,

    /// <summary>One direction ends, by an end of stream or silently; the other goes on.</summary>
    HalfClosed,

    /// <summary>No byte is left on the disk of an agent.</summary>
    AgentDiskFull,

    /// <summary>No byte is left on the disk of the master, which ends with 1.</summary>
    MasterDiskFull,
}
