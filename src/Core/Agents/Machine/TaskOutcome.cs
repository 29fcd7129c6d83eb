namespace Offers;

/// <summary>What becomes of a task, and who found out.</summary>
/// <param name="State">Its state from now on.</param>
/// <param name="Reason">Why.</param>
internal readonly record struct TaskOutcome(TaskState State, TaskReason Reason)
{
    internal string? Message { get; init; }

    internal bool? IsHealthy { get; init; }

    /// <summary>Whether the agent itself decided it, and no process or executor.</summary>
    internal bool IsOwn { get; private init; }

    /// <summary>The id that a custom executor gave its update; none for others.</summary>
    internal UpdateId Update { get; init; }

    /// <summary>What the agent itself decided.</summary>
    internal static TaskOutcome Own(TaskState state, TaskReason reason, string? message = null) =>
        new(state, reason) { Message = message, IsOwn = true };
}
