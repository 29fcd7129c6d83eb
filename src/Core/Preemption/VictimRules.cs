using System;

namespace Offers;

/// <summary>Which running tasks a claim has a right to, before the guards are asked.</summary>
internal sealed class VictimRules(PreemptionBooks books, PreemptionClaim claim, int starved)
{
    /// <summary>
    /// The task as a candidate; null when the claim has no right to it. O(depth).
    /// </summary>
    internal VictimCandidate? CandidateOf(PreemptionTask task, int agent)
    {
        int role = books.IndexOf(task.Role);
        if (task.IsLeaving || task.Resources.IsZero)
        {
            return null;
        }

        RoleSides sides = books.SidesOf(role);
        return ReasonOf(task, role, sides) is { } reason
            ? new VictimCandidate(task, agent, role)
            {
                Reason = reason,
                Sides = sides,
                RoleShare = books.RoleShare(sides),
                LowersClaimant = books.SharesPath(role),
                IsSpared = books[role].IsCooling,
            }
            : null;
    }

    private VictimReason? ReasonOf(PreemptionTask task, int role, in RoleSides sides)
    {
        if (claim.IsRevocable && !task.IsRevocable)
        {
            return null;
        }

        // A guarantee is not met with what counts against it already.
        bool isForStarved = claim.Cause == PreemptionCause.StarvedGuarantee;
        if (isForStarved && !task.IsRevocable && books.IsWithin(role, starved))
        {
            return null;
        }

        bool isOwnFramework =
            string.Equals(task.Framework, claim.Framework, StringComparison.Ordinal);
        if (role == books.Claimant || isOwnFramework)
        {
            return task.Priority < claim.Priority ? VictimReason.LowerPriority : null;
        }

        if (task.IsRevocable && !claim.IsRevocable)
        {
            return VictimReason.Revocable;
        }

        if (isForStarved)
        {
            return VictimReason.AboveGuarantee;
        }

        return claim.Cause == PreemptionCause.OverShare
            && books.RoleShare(sides) > books.ClaimantShare(sides, 0)
            ? VictimReason.OverShare
            : null;
    }
}
