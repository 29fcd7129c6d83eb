namespace Offers;

/// <summary>Something that an agent says.</summary>
/// <param name="Agent">Which.</param>
public abstract record AgentReport(string Agent) : ClusterCommand;
