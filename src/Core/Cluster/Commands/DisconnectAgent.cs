namespace Offers;

/// <summary>The connection of an agent is broken.</summary>
/// <param name="Agent">Which.</param>
/// <param name="Connection">
/// Which connection; another than the current one is of no interest.
/// </param>
public sealed record DisconnectAgent(string Agent, long Connection) : AgentReport(Agent);
