namespace Offers;

/// <summary>
/// Takes tasks back so that a claimant can run, if rules and rate allow it: their frameworks are
/// asked to end them, they are killed when the grace is over, and what they free is kept for the
/// claimant. Refused without <see cref="ClusterOptions.Preemption"/>.
/// </summary>
/// <param name="Claim">Who wants what, by what right.</param>
public sealed record Preempt(PreemptionClaim Claim) : ClusterCommand;
