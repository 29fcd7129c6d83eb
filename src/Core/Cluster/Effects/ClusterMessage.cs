using System;

namespace Offers;

/// <summary>
/// One message for the host to send. A small value whose texts are the cluster's own; what a kind
/// does not need is empty. <see cref="Cluster.EventOf"/> and <see cref="Cluster.InstructionOf"/>
/// make of it what schedulers and agents receive.
/// </summary>
public readonly record struct ClusterMessage
{
    /// <summary>What it says.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>
    /// The framework it goes to, or which it is about when it goes to an agent; null for none.
    /// </summary>
    public string? Framework { get; init; }

    /// <summary>
    /// The agent it goes to, or which it is about when it goes to a scheduler; null for none.
    /// </summary>
    public string? Agent { get; init; }

    /// <summary>The connection over which it goes, or 0 for the current one.</summary>
    public long Connection { get; init; }

    /// <summary>The role of an offer or a launch.</summary>
    public string? Role { get; init; }

    /// <summary>The offer or inverse offer.</summary>
    public OfferKey Offer { get; init; }

    /// <summary>The task, executor or operation by name.</summary>
    public string? Name { get; init; }

    /// <summary>The state that an update tells, as its framework hears it.</summary>
    public TaskState State { get; init; }

    /// <summary>Why the task is in that state.</summary>
    public TaskReason Reason { get; init; }

    /// <summary>What is wrong with a task in <see cref="TaskState.Error"/>.</summary>
    public TaskViolation Violation { get; init; }

    /// <summary>Who found out.</summary>
    public UpdateSource Source { get; init; }

    /// <summary>What to acknowledge; none for the master's own updates.</summary>
    public UpdateId Update { get; init; }

    /// <summary>The state of an operation.</summary>
    public OperationState OperationState { get; init; }

    /// <summary>Why an operation was dropped.</summary>
    public OperationViolation OperationViolation { get; init; }

    /// <summary>Why an offer is withdrawn.</summary>
    public RescindReason Cause { get; init; }

    /// <summary>Why a call or an agent is refused.</summary>
    public ClusterStatus Status { get; init; }

    /// <summary>Time from TERM to KILL of a kill; null for the task's own.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>When an agent of an inverse offer goes down, or became unreachable.</summary>
    public Timestamp When { get; init; }

    /// <summary>
    /// What is launched or applied: a <see cref="TaskDescription"/> or an
    /// <see cref="OfferOperation"/>; for an update its text; for an offer the
    /// <see cref="AgentProfile"/>; for a conflict what remains; null for others.
    /// </summary>
    public object? Body { get; init; }

    /// <summary>What an executor ended with.</summary>
    public int ExitStatus { get; init; }

    /// <summary>Whether an agent that is admitted drains.</summary>
    public bool IsDraining { get; init; }

    /// <summary>What a health check says, for an update.</summary>
    public bool? IsHealthy { get; init; }

    /// <summary>Where the resources of an offer are in the outbox of the allocator.</summary>
    internal int Place { get; init; }

    /// <summary>Whether it goes to a scheduler; otherwise it goes to an agent.</summary>
    public bool IsForScheduler => Kind <= MessageKind.FrameworkError;
}
