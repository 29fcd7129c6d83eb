namespace Offers;

/// <summary>
/// A container to destroy, with every process in it. Answered by <see cref="ContainerDestroyed"/>;
/// the host tries until it is.
/// </summary>
/// <param name="Container">Which.</param>
public sealed record DestroyContainer(string Container) : AgentAction;
