namespace Offers;

/// <summary>
/// All resources of an agent, which changed by themselves (a device, a provider). Its offers are
/// rescinded.
/// </summary>
/// <param name="Agent">Which.</param>
/// <param name="Total">All of them.</param>
public sealed record ReportTotal(string Agent, ResourceSet Total) : AgentReport(Agent)
{
    /// <summary>
    /// The version of <see cref="Total"/>, as in <see cref="AgentProfile.ResourceVersion"/>; a
    /// total of a version that the master knows changes nothing. 0, the default, always counts.
    /// </summary>
    public long ResourceVersion { get; init; }
}
