namespace Offers;

/// <summary>Nothing is left of a container: no process and no group.</summary>
/// <param name="Container">Its name.</param>
public sealed record ContainerDestroyed(string Container) : AgentCommand;
