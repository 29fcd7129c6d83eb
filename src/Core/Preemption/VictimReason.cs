namespace Offers;

/// <summary>
/// Why one task may be taken. When several are true, the first one here is named.
/// </summary>
public enum VictimReason
{
    /// <summary>
    /// It has the claimant's role or framework and a strictly lower priority. (Of one's own role
    /// nothing else is ever a reason.)
    /// </summary>
    LowerPriority,

    /// <summary>It runs on revocable resources, and the claim is not for such.</summary>
    Revocable,

    /// <summary>
    /// Its role is above the claimant's weighted dominant share before the plan and not below it
    /// after the plan.
    /// </summary>
    OverShare,

    /// <summary>
    /// Its role keeps at least its guarantee, and the claimant's guarantee is starved.
    /// </summary>
    AboveGuarantee,
}
