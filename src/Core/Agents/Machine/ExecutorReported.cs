namespace Offers;

/// <summary>
/// The framework's own executor reports of a task. Once 256 updates of the task wait to be
/// acknowledged, others than its end are left out until the executor repeats them.
/// </summary>
/// <param name="Container">Its container.</param>
/// <param name="Task">Which.</param>
/// <param name="State">Its state; one that agents see.</param>
/// <param name="Update">The id that the executor gave it; it repeats it until it is taken.</param>
public sealed record ExecutorReported(
    string Container, string Task, TaskState State, UpdateId Update) : AgentCommand
{
    /// <summary>Why; none by default.</summary>
    public TaskReason Reason { get; init; }

    /// <summary>What a person should know; null, the default, is nothing.</summary>
    public string? Message { get; init; }

    /// <summary>What its health check says; null, the default, is nothing.</summary>
    public bool? IsHealthy { get; init; }
}
