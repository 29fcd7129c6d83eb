namespace Offers;

/// <summary>A container has the size of a <see cref="ResizeContainer"/>.</summary>
/// <param name="Container">Its name.</param>
/// <param name="Resize">The number of that action.</param>
public sealed record ContainerResized(string Container, long Resize) : AgentCommand;
