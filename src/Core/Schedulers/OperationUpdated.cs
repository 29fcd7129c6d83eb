namespace Offers;

/// <summary>What became of an operation with an id.</summary>
/// <param name="Operation">Which.</param>
/// <param name="State">Its state.</param>
public sealed record OperationUpdated(string Operation, OperationState State) : SchedulerEvent
{
    /// <summary>Where; null when nobody knows.</summary>
    public string? Agent { get; init; }

    /// <summary>Why it was dropped, if it was.</summary>
    public OperationViolation Violation { get; init; }

    /// <summary>What to acknowledge; none needs no acknowledgement.</summary>
    public UpdateId Update { get; init; }
}
