namespace Offers;

/// <summary>
/// All resources of an agent, which changed by themselves (a device, a provider). Its offers are
/// rescinded.
/// </summary>
/// <param name="Agent">Which.</param>
/// <param name="Total">All of them.</param>
public sealed record ReportTotal(string Agent, ResourceSet Total) : AgentReport(Agent);
