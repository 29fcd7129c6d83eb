namespace Offers;

/// <summary>There is a connection to a master, over which the agent will register.</summary>
/// <param name="Connection">The host's number of it; 1 or more, and never used before.</param>
public sealed record MasterConnected(long Connection) : AgentCommand;
