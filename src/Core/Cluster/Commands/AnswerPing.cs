namespace Offers;

/// <summary>An agent answers a ping.</summary>
/// <param name="Agent">Which.</param>
public sealed record AnswerPing(string Agent) : AgentReport(Agent);
