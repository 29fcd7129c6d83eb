namespace Offers;

/// <summary>An update that the master itself makes: it needs no acknowledgement.</summary>
/// <param name="Name">The task.</param>
/// <param name="Agent">Where; null when nobody knows.</param>
/// <param name="State">Its state, before it is put in the framework's words.</param>
internal readonly record struct TaskTold(string Name, string? Agent, TaskState State)
{
    internal TaskReason Reason { get; init; }

    internal TaskViolation Violation { get; init; }

    internal Timestamp When { get; init; }
}
