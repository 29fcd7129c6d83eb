namespace Offers;

/// <summary>
/// A status update of a task. The agent sends it again until it is acknowledged (semantics 2.6).
/// </summary>
/// <param name="Agent">Who sends it.</param>
/// <param name="Framework">Whose task.</param>
/// <param name="Task">Which.</param>
/// <param name="State">Its state when the update was made.</param>
/// <param name="Update">The id of the update; none for one that needs no acknowledgement.</param>
public sealed record ReportUpdate(
    string Agent, string Framework, string Task, TaskState State, UpdateId Update)
    : AgentReport(Agent)
{
    /// <summary>Why.</summary>
    public TaskReason Reason { get; init; }

    /// <summary>Who found out; the executor by default.</summary>
    public UpdateSource Source { get; init; } = UpdateSource.Executor;

    /// <summary>
    /// Its state by now, so that resources return before earlier updates are acknowledged; null,
    /// the default, is <see cref="State"/>.
    /// </summary>
    public TaskState? LatestState { get; init; }

    /// <summary>What a person should know; null, the default, is nothing.</summary>
    public string? Message { get; init; }

    /// <summary>What its health check says; null, the default, is nothing.</summary>
    public bool? IsHealthy { get; init; }
}
