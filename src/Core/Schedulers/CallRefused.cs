namespace Offers;

/// <summary>A call was refused, or the subscription is over.</summary>
/// <param name="Status">Why.</param>
public sealed record CallRefused(ClusterStatus Status) : SchedulerEvent;
