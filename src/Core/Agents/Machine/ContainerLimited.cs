namespace Offers;

/// <summary>
/// A container reached a limit: everything in it ends for that reason, and it is destroyed. The
/// host says so before it tells the ends of processes that died of it.
/// </summary>
/// <param name="Container">Its name.</param>
/// <param name="Reason">Which limit, such as
/// <see cref="TaskReason.ContainerLimitationMemory"/>.</param>
/// <param name="Message">The figures, for people.</param>
public sealed record ContainerLimited(string Container, TaskReason Reason, string Message)
    : AgentCommand;
