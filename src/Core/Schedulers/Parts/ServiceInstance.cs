namespace Offers;

/// <summary>
/// One place in a service, which a task fills or is to fill. It waits (no task), is filled, or
/// stops (its task is to end and none is to follow).
/// </summary>
internal sealed class ServiceInstance(ServiceVersion version, long number)
{
    internal ServiceVersion Version { get; } = version;

    /// <summary>Later ones have higher numbers.</summary>
    internal long Number { get; } = number;

    internal TrackedTask? Task { get; set; }

    internal PlacementSite? Site { get; set; }

    /// <summary>Failures in a row.</summary>
    internal int Failures { get; set; }

    /// <summary>While it waits: not before this.</summary>
    internal Timestamp NotBefore { get; set; }

    /// <summary>While its task is away: how long it is waited for.</summary>
    internal Timestamp AwayUntil { get; set; } = Timestamp.Never;

    internal bool IsStopping { get; set; }

    internal bool IsRemoved { get; set; }

    /// <summary>Whether offers were asked for since it waits.</summary>
    internal bool IsAnnounced { get; set; }

    internal bool IsWaiting => Task is null && !IsStopping;

    internal bool IsReady => Task is { IsRunning: true } && !IsStopping
        && (Version.Definition.Task.HealthCheck is null || Task.IsHealthy == true);

    /// <summary>In which order instances are given up: what is of least use first.</summary>
    internal int Worth => IsReady ? 3 : Task is null ? 0 : Task.IsAway ? 1 : 2;
}
