namespace Offers;

/// <summary>
/// MARK_AGENT_GONE: the agent is dead, with everything on it; it may never return.
/// </summary>
/// <param name="Agent">Which; it may be out of contact or expected.</param>
public sealed record MarkAgentGone(string Agent) : ClusterCommand;
