namespace Offers;

/// <summary>
/// What became of a command. In descending precedence: when several refusals are true, the first
/// one here is the answer. A refused command changed nothing.
/// </summary>
public enum ClusterStatus
{
    /// <summary>Done; what single tasks, operations or offers met is said in messages.</summary>
    Ok,

    /// <summary>The principal calls more often than it may.</summary>
    RateLimited,

    /// <summary>A name is empty, too long, or has a character that names do not have.</summary>
    InvalidName,

    /// <summary>A number or time is outside its range.</summary>
    InvalidValue,

    /// <summary>
    /// SUBSCRIBE under the id of a framework that was removed; ids are not used again.
    /// </summary>
    FrameworkRemoved,

    /// <summary>No framework has this id.</summary>
    UnknownFramework,

    /// <summary>The framework has no connection.</summary>
    FrameworkDisconnected,

    /// <summary>A scheduler of this id is connected, and force was not asked for.</summary>
    FrameworkConnected,

    /// <summary>The principal, user or checkpointing of a framework cannot change.</summary>
    FixedField,

    /// <summary>A role's name is invalid, or there is none, or one twice.</summary>
    InvalidRoles,

    /// <summary>A role is not among the roles that frameworks may have.</summary>
    RoleNotAllowed,

    /// <summary>Offer constraints do not compile.</summary>
    InvalidConstraints,

    /// <summary>The framework is not subscribed to a role.</summary>
    NotSubscribed,

    /// <summary>ACCEPT without an offer.</summary>
    NoOffers,

    /// <summary>ACCEPT with an offer twice.</summary>
    DuplicateOffer,

    /// <summary>ACCEPT with an offer that is not open any more.</summary>
    OfferClosed,

    /// <summary>ACCEPT with an offer of another framework.</summary>
    ForeignOffer,

    /// <summary>ACCEPT with offers of several roles.</summary>
    MixedRoles,

    /// <summary>ACCEPT with offers of several agents.</summary>
    MixedAgents,

    /// <summary>The agent is gone for good.</summary>
    AgentGone,

    /// <summary>No agent has this name.</summary>
    UnknownAgent,

    /// <summary>The agent has no connection.</summary>
    AgentDisconnected,

    /// <summary>The agent's host is down for maintenance.</summary>
    HostDown,

    /// <summary>The agent was known under another host name.</summary>
    HostnameChanged,

    /// <summary>The agent has no domain, and the master has one.</summary>
    DomainMissing,

    /// <summary>The agent's protocol is too old.</summary>
    AgentTooOld,

    /// <summary>The cell would be too large.</summary>
    CellTooLarge,

    /// <summary>No such operation.</summary>
    UnknownOperation,

    /// <summary>No such executor.</summary>
    UnknownExecutor,

    /// <summary>
    /// It concerns a connection or an update that is not the current one; as a message: another
    /// scheduler has taken the place of this one.
    /// </summary>
    NotCurrent,

    /// <summary>A guarantee exceeds its limit, or an amount its bound.</summary>
    InvalidQuota,

    /// <summary>A quota is of a nested role where only top-level ones have one.</summary>
    NestedQuota,

    /// <summary>A limit is below what its role consumes.</summary>
    LimitBelowUse,

    /// <summary>The guarantees together exceed what the cell has.</summary>
    GuaranteesExceedCell,

    /// <summary>A weight is outside its bounds.</summary>
    InvalidWeight,

    /// <summary>A host stands in two windows, or a window has none.</summary>
    InvalidSchedule,

    /// <summary>A host is down and would leave the schedule, or is not scheduled.</summary>
    HostNotScheduled,

    /// <summary>An operation is invalid or not contained in what is free.</summary>
    OperationRefused,

    /// <summary>
    /// There are no preemptions here, or there is no plan; <see cref="Cluster.PlanPreemption"/>
    /// tells why.
    /// </summary>
    PreemptionRefused,
}
