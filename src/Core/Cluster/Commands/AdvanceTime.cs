namespace Offers;

/// <summary>
/// Nothing but that time has passed: whatever is due is done. The host sends it when
/// <see cref="Cluster.NextDeadline"/> has come.
/// </summary>
public sealed record AdvanceTime : ClusterCommand;
