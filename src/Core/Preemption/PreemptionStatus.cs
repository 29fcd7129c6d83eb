namespace Offers;

/// <summary>
/// What the planner says to a claim. Refusals are in descending precedence: when several are
/// true, the first one here is the answer; <see cref="PreemptionEvidence"/> has its numbers.
/// </summary>
public enum PreemptionStatus
{
    /// <summary>There are victims to take.</summary>
    Planned,

    /// <summary>Everything wanted has been promised by plans that are under way.</summary>
    Underway,

    /// <summary>What is wanted fits into what is free: nothing is taken.</summary>
    FitsFree,

    /// <summary>
    /// A guarantee is claimed, and one more task of this shape is owed to no role of the claimant.
    /// </summary>
    NotStarved,

    /// <summary>The claim allows none of the agents.</summary>
    NoAgents,

    /// <summary>No task would fit even if every running task were taken.</summary>
    NothingFits,

    /// <summary>It would fit only with tasks that are being taken already for others.</summary>
    AlreadyLeaving,

    /// <summary>
    /// It would fit only with tasks that this claim has no right to: its own role's without lower
    /// priority, roles with no larger share, tasks that are not revocable.
    /// </summary>
    NothingEligible,

    /// <summary>It would fit only with tasks of roles that lost tasks a moment ago.</summary>
    CoolingDown,

    /// <summary>A role, or an ancestor of it, would have less than its guarantee.</summary>
    BelowGuarantee,

    /// <summary>A role would have a smaller share than the claimant after the move.</summary>
    BelowShare,

    /// <summary>More victims are needed than one plan may have.</summary>
    TooManyVictims,

    /// <summary>More victims are needed than may be taken at the moment.</summary>
    RateLimited,
}
