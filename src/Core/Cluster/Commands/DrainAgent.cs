using System;

namespace Offers;

/// <summary>
/// DRAIN_AGENT: offers no more of an agent and kills its tasks; drained when neither tasks nor
/// operations are left (semantics 2.8).
/// </summary>
/// <param name="Agent">Which; it may be out of contact.</param>
public sealed record DrainAgent(string Agent) : ClusterCommand
{
    /// <summary>The longest time from TERM to KILL; null is each task's own.</summary>
    public TimeSpan? MaxGrace { get; init; }

    /// <summary>Whether the agent is gone for good when it is drained.</summary>
    public bool MarkGone { get; init; }
}
