using System;

namespace Offers;

/// <summary>To be sent to the framework's own executor in a container.</summary>
/// <param name="Container">Which.</param>
/// <param name="Kind">What.</param>
/// <param name="Task">Of which task; null for an order to the executor itself.</param>
public sealed record InstructExecutor(string Container, ExecutorOrder Kind, string? Task)
    : AgentAction
{
    /// <summary>The task to launch; null for others.</summary>
    public TaskDescription? Description { get; init; }

    /// <summary>Time from TERM to KILL of a kill, or of the end; null for others.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>The update that is acknowledged; none for others.</summary>
    public UpdateId Update { get; init; }
}
