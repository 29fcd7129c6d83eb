namespace Offers;

/// <summary>
/// The sandbox and the groups of a container are there, and what its command needs is fetched.
/// </summary>
/// <param name="Container">Its name.</param>
public sealed record ContainerCreated(string Container) : AgentCommand;
