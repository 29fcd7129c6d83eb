namespace Offers;

/// <summary>
/// The agent leaves its master for good: all that runs is killed, and it has ended when the last
/// container is destroyed.
/// </summary>
public sealed record AgentLeaves : AgentCommand;
