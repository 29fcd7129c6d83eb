namespace Offers;

/// <summary>How far a search went. A value.</summary>
/// <param name="Agents">
/// Agents looked at for victims: those that one task could fit with all eligible ones gone.
/// </param>
/// <param name="AgentsCut">
/// Agents that were not looked at because of <see cref="PreemptionOptions.MaxAgents"/>.
/// </param>
/// <param name="Candidates">Eligible tasks on the agents looked at.</param>
/// <param name="Sets">Sets of victims tried, of any size.</param>
/// <param name="IsExact">
/// True when no other plan for as many tasks comes before this one in the order of preference;
/// false when the search was bounded and only says that no victim can be dropped.
/// </param>
public sealed record PreemptionEffort(
    int Agents, int AgentsCut, int Candidates, long Sets, bool IsExact);
