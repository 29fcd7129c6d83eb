namespace Offers;

/// <summary>For the audit: who lost a task, for whom, why, when, and what came of it.</summary>
/// <param name="Sequence">1, 2, 3 and so on in the order of outcomes.</param>
/// <param name="Preemption">The preemption it belonged to.</param>
/// <param name="Framework">The claimant.</param>
/// <param name="Role">The role it claimed in.</param>
/// <param name="Cause">By what right.</param>
/// <param name="Victim">The task, by what rule it was taken, and the shares that decided.</param>
/// <param name="Announced">When its framework was told.</param>
/// <param name="Ended">When the outcome was known.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record PreemptionRecord(
    long Sequence,
    long Preemption,
    string Framework,
    string Role,
    PreemptionCause Cause,
    PreemptionVictim Victim,
    Timestamp Announced,
    Timestamp Ended,
    VictimOutcome Outcome);
