namespace Offers;

/// <summary>The master wants to hear from the agent.</summary>
public sealed record PingReceived : AgentInstruction;
