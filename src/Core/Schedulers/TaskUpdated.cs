namespace Offers;

/// <summary>What became of a task. With an id it comes again until it is acknowledged.</summary>
/// <param name="Task">Which.</param>
/// <param name="State">Its state.</param>
public sealed record TaskUpdated(string Task, TaskState State) : SchedulerEvent
{
    /// <summary>Where it is; null when nobody knows.</summary>
    public string? Agent { get; init; }

    /// <summary>Why.</summary>
    public TaskReason Reason { get; init; }

    /// <summary>What is wrong with its description, if it is that.</summary>
    public TaskViolation Violation { get; init; }

    /// <summary>Who found out.</summary>
    public UpdateSource Source { get; init; }

    /// <summary>What to acknowledge; none needs no acknowledgement.</summary>
    public UpdateId Update { get; init; }

    /// <summary>What a person should know; null is nothing.</summary>
    public string? Message { get; init; }

    /// <summary>What its health check says; null is nothing.</summary>
    public bool? IsHealthy { get; init; }

    /// <summary>Since when its agent is out of contact, if it is.</summary>
    public Timestamp? UnreachableSince { get; init; }
}
