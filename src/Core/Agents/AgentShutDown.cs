namespace Offers;

/// <summary>The agent ends, with everything on it.</summary>
public sealed record AgentShutDown : AgentInstruction;
