namespace Offers;

/// <summary>The master does not know the agent, or thinks it lost: it registers again.</summary>
public sealed record AgentForgotten : AgentInstruction;
