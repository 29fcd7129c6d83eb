namespace Offers;

/// <summary>
/// The new schedule of maintenance, all of it: no host twice. Hosts that are down stay in it.
/// </summary>
/// <param name="Windows">The windows; none calls all off.</param>
public sealed record ScheduleMaintenance(ValueList<MaintenanceWindow> Windows) : ClusterCommand;
