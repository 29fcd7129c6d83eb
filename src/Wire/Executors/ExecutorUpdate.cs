namespace Offers.Wire;

/// <summary>
/// A new state of a task. The executor says it again, after each subscription, until it is
/// acknowledged.
/// </summary>
/// <param name="Task">Which.</param>
/// <param name="State">Its state.</param>
/// <param name="Update">What names the update; never used again.</param>
public sealed record ExecutorUpdate(string Task, TaskState State, UpdateId Update)
    : ExecutorReport
{
    /// <summary>What a person should know; null, the default, is nothing.</summary>
    public string? Message { get; init; }

    /// <summary>What its health check says; null, the default, is nothing.</summary>
    public bool? IsHealthy { get; init; }

    /// <summary>Why; none by default.</summary>
    public TaskReason Reason { get; init; }
}
