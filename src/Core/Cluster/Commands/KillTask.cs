using System;

namespace Offers;

/// <summary>
/// KILL: the order goes to the task's agent, or waits until that is back; of an unknown task it is
/// a question for its state (semantics 2.6).
/// </summary>
/// <param name="Framework">Whose task.</param>
/// <param name="Task">Which.</param>
public sealed record KillTask(string Framework, string Task) : FrameworkCall(Framework)
{
    /// <summary>Where it should be; null, the default, if the framework does not know.</summary>
    public string? Agent { get; init; }

    /// <summary>Time from TERM to KILL; null, the default, is the task's own.</summary>
    public TimeSpan? Grace { get; init; }
}
