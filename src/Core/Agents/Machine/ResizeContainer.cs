namespace Offers;

/// <summary>
/// A container grows BEFORE another task starts in it, and shrinks after one has ended (semantics
/// 3.2). Answered by <see cref="ContainerResized"/> or <see cref="ContainerFailed"/>.
/// </summary>
/// <param name="Container">Which.</param>
/// <param name="Size">How large.</param>
/// <param name="Resize">The number of this action; later ones have higher numbers.</param>
public sealed record ResizeContainer(string Container, ContainerSize Size, long Resize)
    : AgentAction;
