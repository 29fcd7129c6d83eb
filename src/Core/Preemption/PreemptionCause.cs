namespace Offers;

/// <summary>
/// Why a claimant may take tasks back; it decides which tasks are eligible. A claim without a
/// right to its cause is refused.
/// </summary>
public enum PreemptionCause
{
    /// <summary>
    /// The claimant's role, or an ancestor of it, has less than its guarantee. Revocable tasks and
    /// tasks of roles above their own guarantees are eligible.
    /// </summary>
    StarvedGuarantee,

    /// <summary>
    /// The claimant's tasks are worth more than others of its role or framework. Revocable tasks
    /// and those of strictly lower priority in the same role or framework are eligible.
    /// </summary>
    HigherPriority,

    /// <summary>
    /// Others have a larger weighted dominant share. Revocable tasks, tasks of roles above the
    /// claimant's share, and those of strictly lower priority in its own role are eligible.
    /// </summary>
    OverShare,
}
