namespace Offers;

/// <summary>The agent is not admitted. It ends with everything on it.</summary>
/// <param name="Status">Why.</param>
public sealed record AgentRefused(ClusterStatus Status) : AgentInstruction;
