namespace Offers;

/// <summary>For the audit: what a preemption on one agent was good for.</summary>
/// <param name="Sequence">1, 2, 3 and so on in the order of endings.</param>
/// <param name="Preemption">Which.</param>
/// <param name="Framework">The claimant.</param>
/// <param name="Role">The role it claimed in.</param>
/// <param name="Cause">By what right.</param>
/// <param name="Agent">Where.</param>
/// <param name="Wanted">What was to be kept.</param>
/// <param name="Used">What of it the claimant used.</param>
/// <param name="Released">What was kept in the end and went to everybody.</param>
/// <param name="Started">When it was started.</param>
/// <param name="Ended">When it was over for the claimant.</param>
/// <param name="Outcome">How.</param>
public sealed record PreemptionEnding(
    long Sequence,
    long Preemption,
    string Framework,
    string Role,
    PreemptionCause Cause,
    string Agent,
    ResourceVector Wanted,
    ResourceVector Used,
    ResourceVector Released,
    Timestamp Started,
    Timestamp Ended,
    PreemptionOutcome Outcome);
