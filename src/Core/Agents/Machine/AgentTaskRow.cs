namespace Offers;

/// <summary>A task, until its end is acknowledged.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Description">What it is.</param>
/// <param name="Role">The allocation role of its resources.</param>
/// <param name="Container">Where it runs, or ran; nothing if it never had one.</param>
public sealed record AgentTaskRow(
    string Framework, TaskDescription Description, string Role, string Container)
    : AgentRow($"{Framework}\n{Description.Name}")
{
    /// <summary>Its latest state.</summary>
    public TaskState State { get; init; }

    /// <summary>Tasks of one number were launched together; 0 is alone.</summary>
    public long Group { get; init; }

    /// <summary>Whether its process, or its executor, was told to start it.</summary>
    public bool IsStarted { get; init; }

    /// <summary>Whether it was told to end.</summary>
    public bool IsKilled { get; init; }

    /// <summary>Why it was.</summary>
    public TaskReason KillReason { get; init; }

    /// <summary>When it is killed if it has not ended; never by default.</summary>
    public Timestamp KillAt { get; init; } = Timestamp.Never;

    /// <summary>When it has run for as long as it may; never by default.</summary>
    public Timestamp EndsAt { get; init; } = Timestamp.Never;
}
