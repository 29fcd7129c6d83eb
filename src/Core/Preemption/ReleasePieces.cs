namespace Offers;

/// <summary>Offer these resources to everybody: they are kept no longer.</summary>
/// <param name="Preemption">The preemption they belonged to.</param>
/// <param name="Agent">Where.</param>
/// <param name="Framework">Who was the claimant.</param>
/// <param name="Role">The role it claimed them in.</param>
/// <param name="Resources">All that was still kept; not zero.</param>
public sealed record ReleasePieces(
    long Preemption, string Agent, string Framework, string Role, ResourceVector Resources)
    : PreemptionStep(Preemption, Agent);
