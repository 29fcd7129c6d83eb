namespace Offers;

/// <summary>An eligible task while a plan is made.</summary>
internal sealed class VictimCandidate(PreemptionTask task, int agent, int role)
{
    internal PreemptionTask Task { get; } = task;

    internal int Agent { get; } = agent;

    internal int Role { get; } = role;

    internal VictimReason Reason { get; init; }

    internal RoleSides Sides { get; init; }

    /// <summary>Of its role's side before the plan.</summary>
    internal DominantShare RoleShare { get; init; }

    internal bool IsSpared { get; init; }

    /// <summary>Whether with it a role on the claimant's path holds less, too.</summary>
    internal bool LowersClaimant { get; init; }

    /// <summary>Whether its role must not come to have less than the claimant.</summary>
    internal bool NeedsShare => Reason == VictimReason.OverShare;

    /// <summary>Place in the order of preference, from 0; unique.</summary>
    internal int Rank { get; set; }

    /// <summary>
    /// Place among the agent's candidates of the better one with the same effect, or -1.
    /// </summary>
    internal int Twin { get; set; } = -1;

    internal bool IsTaken { get; set; }

    /// <summary>Whether it and another one can stand for each other in every rule.</summary>
    internal bool HasEffectOf(VictimCandidate other) =>
        Role == other.Role && Reason == other.Reason
        && Task.IsRevocable == other.Task.IsRevocable
        && Task.Resources == other.Task.Resources;

    /// <summary>
    /// The better victim first: revocable, of lower priority, of the role with the larger share,
    /// younger; then by names.
    /// </summary>
    internal static int Compare(VictimCandidate left, VictimCandidate right)
    {
        PreemptionTask a = left.Task;
        PreemptionTask b = right.Task;
        int order = b.IsRevocable.CompareTo(a.IsRevocable);
        order = order != 0 ? order : a.Priority.CompareTo(b.Priority);
        order = order != 0 ? order : right.RoleShare.CompareTo(left.RoleShare);
        order = order != 0 ? order : b.Started.CompareTo(a.Started);
        order = order != 0 ? order : string.CompareOrdinal(a.Agent, b.Agent);
        order = order != 0 ? order : string.CompareOrdinal(a.Framework, b.Framework);
        return order != 0 ? order : string.CompareOrdinal(a.Name, b.Name);
    }
}
