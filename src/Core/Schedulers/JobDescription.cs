using System;

namespace Offers;

/// <summary>A job: so many equal tasks that are to end.</summary>
/// <param name="Name">Unique in its scheduler.</param>
/// <param name="Tasks">How many; 1 or more.</param>
/// <param name="Task">What each runs.</param>
public sealed record JobDescription(string Name, int Tasks, TaskTemplate Task)
{
    /// <summary>
    /// How often a task (in a gang: the job) that failed by its own fault is tried again; 0 or
    /// more, 3 by default. What ends by the fault of others, such as its agent's, is tried again
    /// for ever.
    /// </summary>
    public int Retries { get; init; } = 3;

    /// <summary>How long a failed task waits until it is tried again.</summary>
    public RestartBackoff Restart { get; init; } = new() { Most = TimeSpan.FromMinutes(1) };

    /// <summary>
    /// Agents or host names that have what the tasks read; none by default. Only for batches.
    /// </summary>
    public ValueList<string> PreferredAgents { get; init; } = [];

    /// <summary>
    /// How long the job waits for its preferred agents, since it came or last got one, before it
    /// takes any; 0 or more, 3 s by default. Only for batches.
    /// </summary>
    public TimeSpan LocalityWait { get; init; } = TimeSpan.FromSeconds(3);

    internal void Check()
    {
        Expect.That(Tasks >= 1 && Retries >= 0 && LocalityWait >= TimeSpan.Zero, this,
            "1 task or more, retries and a wait of 0 or more");
        Task.Check();
        Restart.Check();
    }
}
