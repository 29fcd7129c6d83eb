namespace Offers.Wire;

/// <summary>A task to kill.</summary>
/// <param name="Task">Which.</param>
/// <param name="Grace">Time from TERM to KILL; null is the task's own.</param>
public sealed record ExecutorKill(string Task, TimeSpan? Grace) : ExecutorInstruction
{
    /// <summary>Why the update is to say so; none by default.</summary>
    public TaskReason Reason { get; init; }
}
