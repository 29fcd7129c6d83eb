namespace Offers;

/// <summary>
/// What the host of an agent in its next life has found on the machine. To be said once, before
/// anything else, to an agent that was restored.
/// </summary>
/// <param name="Processes">All processes that the supervisor knows, running or ended.</param>
public sealed record AgentRecovered(ValueList<FoundProcess> Processes) : AgentCommand
{
    /// <summary>
    /// Whether the machine was started anew, so that nothing of before runs; false by default.
    /// </summary>
    public bool IsRebooted { get; init; }

    /// <summary>
    /// Containers that there are; those that nobody knows are destroyed. None by default.
    /// </summary>
    public ValueList<string> Containers { get; init; } = [];

    /// <summary>
    /// Containers that met a limit while no agent looked: everything in them ends for that reason
    /// and they are destroyed, but for tasks that had ended well. None by default.
    /// </summary>
    public ValueList<ContainerLimited> Limited { get; init; } = [];
}
