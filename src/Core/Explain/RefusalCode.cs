namespace Offers;

/// <summary>
/// Why an agent does not go to a framework under a role: the first check that fails, in the order
/// in which a run makes them. The numbers are stable: they may be stored and compared.
/// </summary>
public enum RefusalCode
{
    /// <summary>None fails: the next run will offer it.</summary>
    None = 0,

    /// <summary>The allocator is paused.</summary>
    Paused = 1,

    /// <summary>The agent: its host is not on the whitelist.</summary>
    NotWhitelisted = 2,

    /// <summary>The agent: it is deactivated.</summary>
    AgentDeactivated = 3,

    /// <summary>The framework: it is deactivated.</summary>
    FrameworkInactive = 4,

    /// <summary>The framework: it suppressed offers under the role, or dropped the role.</summary>
    Suppressed = 5,

    /// <summary>The agent: all of it is out.</summary>
    NothingFree = 6,

    /// <summary>
    /// The order: in the last run somebody came first and got what it could have had.
    /// </summary>
    SortedBehind = 7,

    /// <summary>The role: what is free there is reserved for others.</summary>
    ReservedForOthers = 8,

    /// <summary>The framework: its offer constraints exclude the agent.</summary>
    Constraint = 9,

    /// <summary>What is usable there is below every minimum offer size.</summary>
    BelowMinimum = 10,

    /// <summary>
    /// The framework lacks a capability that the agent, or all that is usable there, asks for.
    /// </summary>
    Capability = 11,

    /// <summary>The role: a quota limit leaves too little.</summary>
    LimitReached = 12,

    /// <summary>Headroom for guarantees that are not met leaves too little.</summary>
    HeadroomHeld = 13,

    /// <summary>
    /// What quota leaves does not have <see cref="AllocatorOptions.MinimumShape"/>.
    /// </summary>
    MinimumShape = 14,

    /// <summary>The framework refused as much, and its filter is still in force.</summary>
    RefuseFilter = 15,

    /// <summary>The framework holds too much of the cell in open offers.</summary>
    HoardLimit = 16,

    /// <summary>
    /// The role's guarantee is met: only step 1 of a run says so, and step 2 goes on from there.
    /// </summary>
    GuaranteeMet = 17,

    /// <summary>
    /// The framework has an optimistic offer of the agent that it has not answered.
    /// </summary>
    OfferOpen = 18,

    /// <summary>What is free there is kept for others, for whom tasks were preempted.</summary>
    KeptForOther = 19,
}
