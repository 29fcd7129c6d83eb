namespace Offers;

/// <summary>
/// What became of a command. In descending precedence: when several refusals are true, the first
/// one here is the answer. A refused command changed nothing.
/// </summary>
public enum AllocatorStatus
{
    /// <summary>Done.</summary>
    Ok,

    /// <summary>A name is null, empty or longer than 1 024 characters.</summary>
    InvalidName,

    /// <summary>Another live agent or framework has this name.</summary>
    NameTaken,

    /// <summary>No agent has this id, or it was removed.</summary>
    UnknownAgent,

    /// <summary>No framework has this id, or it was removed.</summary>
    UnknownFramework,

    /// <summary>No role has this id.</summary>
    UnknownRole,

    /// <summary>A role's name breaks a rule of <see cref="RoleName"/>.</summary>
    InvalidRole,

    /// <summary>A framework subscribes to at least one role.</summary>
    NoRole,

    /// <summary>A role stands twice in one list.</summary>
    DuplicateRole,

    /// <summary>The framework is not subscribed to the role.</summary>
    NotSubscribed,

    /// <summary>The offer was accepted, declined, rescinded or timed out, or never was.</summary>
    OfferClosed,

    /// <summary>The weight is outside <see cref="Weight"/>'s bounds.</summary>
    InvalidWeight,

    /// <summary>
    /// The cell would exceed <see cref="ResourceVector.MaxAmount"/> of some kind.
    /// </summary>
    CellTooLarge,

    /// <summary>Accepted resources exceed what was offered.</summary>
    ExceedsOffer,

    /// <summary>Recovered resources exceed what the framework has allocated there.</summary>
    ExceedsAllocation,

    /// <summary>
    /// Offer constraints do not compile: a pattern is broken or costs too much.
    /// </summary>
    InvalidConstraints,

    /// <summary>A guarantee exceeds its limit.</summary>
    InvalidQuota,

    /// <summary>
    /// Only top-level roles have quota without <see cref="AllocatorOptions.HierarchicalQuota"/>.
    /// </summary>
    NestedQuota,

    /// <summary>An operation would make or lose resources.</summary>
    NotConserved,

    /// <summary>
    /// An operation consumes what the framework does not have there, or nothing is to be returned.
    /// </summary>
    NotHeld,

    /// <summary>An operation consumes what is not free there.</summary>
    NotFree,
}
