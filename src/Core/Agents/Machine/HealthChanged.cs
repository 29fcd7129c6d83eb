namespace Offers;

/// <summary>A check of a task has another result than before.</summary>
/// <param name="Container">Where.</param>
/// <param name="Task">Which.</param>
/// <param name="IsHealthy">The result.</param>
public sealed record HealthChanged(string Container, string Task, bool IsHealthy) : AgentCommand
{
    /// <summary>Whether the task is to be killed for it; false by default.</summary>
    public bool IsFatal { get; init; }
}
