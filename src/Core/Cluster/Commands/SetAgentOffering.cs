namespace Offers;

/// <summary>
/// DEACTIVATE_AGENT or REACTIVATE_AGENT: whether an agent is offered. Reactivating ends a drain,
/// too.
/// </summary>
/// <param name="Agent">Which.</param>
/// <param name="IsOffered">Whether it is.</param>
public sealed record SetAgentOffering(string Agent, bool IsOffered) : ClusterCommand;
