namespace Offers;

/// <summary>
/// Why an agent did not go to a framework under a role: the first check that failed, in the order
/// in which a run makes them. The numbers are stable: they may be stored and compared.
/// </summary>
public enum RefusalCode
{
    /// <summary>None failed: it was offered.</summary>
    None = 0,

    /// <summary>The agent: no run has looked at it, as nothing has changed there since.</summary>
    NotVisited = 1,

    /// <summary>The agent: its host is not on the whitelist.</summary>
    NotWhitelisted = 2,

    /// <summary>The agent: it is deactivated.</summary>
    AgentDeactivated = 3,

    /// <summary>The agent: all of it was out before the run.</summary>
    NothingFree = 4,

    /// <summary>The framework: it is deactivated.</summary>
    FrameworkInactive = 5,

    /// <summary>The framework: it suppressed offers under the role, or dropped the role.</summary>
    Suppressed = 6,

    /// <summary>The order: others came first, and nothing usable was left.</summary>
    SortedBehind = 7,

    /// <summary>The role: what is free there is reserved for others.</summary>
    ReservedForOthers = 8,

    /// <summary>The framework: its offer constraints exclude the agent.</summary>
    Constraint = 9,

    /// <summary>What is usable there is below every minimum offer size.</summary>
    BelowMinimum = 10,

    /// <summary>The framework lacks a capability that the agent or its resources ask for.</summary>
    Capability = 11,

    /// <summary>The role, in stage 1: its guarantee is met.</summary>
    GuaranteeMet = 12,

    /// <summary>The role: a quota limit left too little.</summary>
    LimitReached = 13,

    /// <summary>Headroom for unmet guarantees left too little.</summary>
    HeadroomHeld = 14,

    /// <summary>The framework refused as much, and its filter is still in force.</summary>
    RefuseFilter = 15,

    /// <summary>The shared volume was offered to somebody else in this run.</summary>
    SharedOffered = 16,

    /// <summary>The framework holds too much of the cell in open offers.</summary>
    HoardLimit = 17,

    /// <summary>The allocator was paused.</summary>
    Paused = 18,

    /// <summary>What quota left does not have <see cref="AllocatorOptions.MinimumShape"/>.</summary>
    MinimumShape = 19,
}
