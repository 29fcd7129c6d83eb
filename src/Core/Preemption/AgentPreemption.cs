namespace Offers;

/// <summary>What a plan does on one agent. A value.</summary>
/// <param name="Agent">Which.</param>
/// <param name="Tasks">
/// How many of the claimant's tasks fit there afterwards; 1 or more, including those that fit into
/// what is free there already.
/// </param>
/// <param name="Kept">What is kept for them in the end: the claim's shape so many times.</param>
/// <param name="SetAside">
/// The part of it that is free now and no victim brings; kept from the beginning, so that nobody
/// else takes it meanwhile.
/// </param>
/// <param name="Victims">Who goes, the better victim first; at least one.</param>
public sealed record AgentPreemption(
    string Agent,
    int Tasks,
    ResourceVector Kept,
    ResourceVector SetAside,
    ValueList<PreemptionVictim> Victims);
