using System;

namespace Offers;

/// <summary>A task to kill.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Task">Which.</param>
/// <param name="Grace">Time from TERM to KILL; null is the task's own.</param>
public sealed record KillReceived(string Framework, string Task, TimeSpan? Grace)
    : AgentInstruction
{
    /// <summary>Why the update is to say so; none by default.</summary>
    public TaskReason Reason { get; init; }
}
