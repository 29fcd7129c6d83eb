namespace Offers;

/// <summary>
/// A container could not be made or resized, or what it was to run not be fetched: everything in it
/// ends, and it is destroyed.
/// </summary>
/// <param name="Container">Its name.</param>
/// <param name="Message">Why, for people.</param>
public sealed record ContainerFailed(string Container, string Message) : AgentCommand;
