namespace Offers;

/// <summary>
/// A container to make: sandbox, what is to be fetched, and groups of this size. Answered by
/// <see cref="ContainerCreated"/> or <see cref="ContainerFailed"/>.
/// </summary>
/// <param name="Container">Its name, which no container of this agent ever had.</param>
/// <param name="Framework">Whose.</param>
/// <param name="Executor">The executor, or the task if it is a command.</param>
/// <param name="Size">How large: with its first task.</param>
public sealed record CreateContainer(
    string Container, FrameworkProfile Framework, string Executor, ContainerSize Size)
    : AgentAction
{
    /// <summary>What is run first, whose files are fetched; null for a group of tasks.</summary>
    public CommandLine? Command { get; init; }

    /// <summary>What it is made of; null, the default, is the machine's own files.</summary>
    public string? Image { get; init; }
}
