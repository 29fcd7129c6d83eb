namespace Offers;

/// <summary>
/// A task on an <see cref="Agent"/>, from its launch until its end is acknowledged.
/// </summary>
internal sealed class TaskRun(string framework, string role, TaskDescription description)
{
    internal string Framework { get; } = framework;

    internal string Role { get; } = role;

    internal TaskDescription Description { get; } = description;

    internal string Name => Description.Name;

    /// <summary>Where it runs; null if it never had a place, or the place is no more.</summary>
    internal AgentContainer? Container { get; set; }

    /// <summary>Tasks that were launched together end together; 0 is alone.</summary>
    internal long Group { get; set; }

    /// <summary>It starts when its container has had this resize; 0 is none.</summary>
    internal long AfterResize { get; set; }

    internal TaskState State { get; set; }

    /// <summary>Whether its process, or its executor, was told to start it.</summary>
    internal bool IsStarted { get; set; }

    internal bool IsKilled { get; set; }

    internal TaskReason KillReason { get; set; }

    /// <summary>When KILL follows TERM.</summary>
    internal Timestamp KillAt { get; set; } = Timestamp.Never;

    /// <summary>When it has run for as long as it may.</summary>
    internal Timestamp EndsAt { get; set; } = Timestamp.Never;

    internal bool IsLive => !State.IsTerminal();
}
