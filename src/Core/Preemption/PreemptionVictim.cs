namespace Offers;

/// <summary>A task that a plan takes, and the numbers by which it may. A value.</summary>
/// <param name="Task">Which, as the view had it.</param>
/// <param name="Reason">By what rule.</param>
/// <param name="RoleShare">
/// What its role's side of the tree has after the whole plan, where it and the claimant part.
/// </param>
/// <param name="ClaimantShare">What the claimant's side has there after the whole plan.</param>
public sealed record PreemptionVictim(
    PreemptionTask Task,
    VictimReason Reason,
    DominantShare RoleShare,
    DominantShare ClaimantShare);
