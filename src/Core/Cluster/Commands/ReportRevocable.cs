namespace Offers;

/// <summary>
/// An agent's new estimate of what may be oversubscribed: all revocable resources that it has from
/// now on, those that are out included. Open offers of revocable resources are rescinded.
/// </summary>
/// <param name="Agent">Which.</param>
/// <param name="Revocable">Revocable resources only.</param>
public sealed record ReportRevocable(string Agent, ResourceSet Revocable) : AgentReport(Agent);
