namespace Offers;

/// <summary>A task on an <see cref="AgentModel"/>.</summary>
internal sealed class AgentTask
{
    internal AgentTask(string framework, string role, TaskDescription description)
    {
        Framework = framework;
        Role = role;
        Description = description;
    }

    internal string Framework { get; }

    internal string Role { get; }

    internal TaskDescription Description { get; }

    internal string Name => Description.Name;

    /// <summary>What runs it; null for a command.</summary>
    internal AgentExecutor? Executor { get; init; }

    internal AgentScript Script { get; init; }

    /// <summary>Its latest state.</summary>
    internal TaskState State { get; set; } = TaskState.Staging;

    /// <summary>Whether its program has been started.</summary>
    internal bool IsStarted { get; set; }

    /// <summary>Whether it was asked to end.</summary>
    internal bool IsKilled { get; set; }

    /// <summary>What the kill gave as its reason.</summary>
    internal TaskReason KillReason { get; set; }

    /// <summary>When it goes on by itself.</summary>
    internal Timestamp NextStep { get; set; } = Timestamp.Never;

    internal bool IsLive => !State.IsTerminal();
}
