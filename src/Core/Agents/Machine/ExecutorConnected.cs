namespace Offers;

/// <summary>The framework's own executor is there: it registered, perhaps again.</summary>
/// <param name="Container">Its container.</param>
public sealed record ExecutorConnected(string Container) : AgentCommand;
