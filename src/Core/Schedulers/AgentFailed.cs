namespace Offers;

/// <summary>An agent is removed, gone or out of contact. Task updates come besides.</summary>
/// <param name="Agent">Which.</param>
public sealed record AgentFailed(string Agent) : SchedulerEvent;
