namespace Offers;

/// <summary>What a timer is for: at one moment, in this order.</summary>
internal enum TimerKind
{
    /// <summary>Calls of a principal that wait for their turn.</summary>
    WaitingCalls,

    /// <summary>A framework that has not come back.</summary>
    Failover,

    /// <summary>An agent to ping, or that has not come back.</summary>
    Ping,

    /// <summary>An agent whose turn it is to be marked unreachable.</summary>
    Removal,

    /// <summary>Agents that were expected after a fail-over.</summary>
    Expected,

    /// <summary>Preemptions under way.</summary>
    Preemption,
}
