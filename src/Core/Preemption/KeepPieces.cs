namespace Offers;

/// <summary>
/// Offer these resources to nobody but the claimant. It says all that this preemption keeps on
/// the agent, in place of what it said before.
/// </summary>
/// <param name="Preemption">The preemption it belongs to.</param>
/// <param name="Agent">Where.</param>
/// <param name="Framework">The claimant.</param>
/// <param name="Role">The role it claims them in.</param>
/// <param name="Resources">All that is kept; not zero.</param>
/// <param name="Until">When they go to everybody if the claimant has not used them.</param>
public sealed record KeepPieces(
    long Preemption, string Agent, string Framework, string Role,
    ResourceVector Resources, Timestamp Until)
    : PreemptionStep(Preemption, Agent);
