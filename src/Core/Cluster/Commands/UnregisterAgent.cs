namespace Offers;

/// <summary>An agent leaves by itself, with everything on it.</summary>
/// <param name="Agent">Which.</param>
public sealed record UnregisterAgent(string Agent) : AgentReport(Agent);
