namespace Offers;

/// <summary>
/// Scheduled hosts go down: their agents are shut down and may not return until it ends.
/// </summary>
/// <param name="Hosts">Host names.</param>
public sealed record StartMaintenance(ValueList<string> Hosts) : ClusterCommand;
