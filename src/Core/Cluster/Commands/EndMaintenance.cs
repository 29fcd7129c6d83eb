namespace Offers;

/// <summary>Hosts that are down are up again and leave the schedule.</summary>
/// <param name="Hosts">Host names.</param>
public sealed record EndMaintenance(ValueList<string> Hosts) : ClusterCommand;
