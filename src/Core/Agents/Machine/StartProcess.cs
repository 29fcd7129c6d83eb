namespace Offers;

/// <summary>
/// A process to start in a container. Answered by <see cref="ProcessStarted"/> and, once it is
/// over, by <see cref="ProcessEnded"/>; by the latter alone if it cannot be started.
/// </summary>
/// <param name="Container">Where.</param>
/// <param name="Process">The task it is, or nothing for the executor itself.</param>
/// <param name="Command">What runs.</param>
/// <param name="User">Who runs it; null for the agent's own user.</param>
public sealed record StartProcess(
    string Container, string Process, CommandLine Command, string? User) : AgentAction
{
    /// <summary>
    /// The task, for its checks and, if it is in a nested container, its size; null for an
    /// executor.
    /// </summary>
    public TaskDescription? Task { get; init; }

    /// <summary>Whether it has a container of its own inside; false by default.</summary>
    public bool IsNested { get; init; }
}
