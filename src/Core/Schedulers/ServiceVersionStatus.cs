namespace Offers;

/// <summary>How many instances of one version of a service there are, each counted once.</summary>
/// <param name="Version">Which; from 1 in the order of updates.</param>
public readonly record struct ServiceVersionStatus(int Version)
{
    /// <summary>They have no task and wait for offers.</summary>
    public int Waiting { get; init; }

    /// <summary>They have no task and wait for the end of a back-off.</summary>
    public int BackingOff { get; init; }

    /// <summary>Their task is launched and does not run yet.</summary>
    public int Starting { get; init; }

    /// <summary>Their task runs and is not healthy, or nobody knows yet.</summary>
    public int NotReady { get; init; }

    /// <summary>Their task runs and is healthy, if there is a health check.</summary>
    public int Ready { get; init; }

    /// <summary>Their agent is out of contact.</summary>
    public int Away { get; init; }

    /// <summary>Their task is to end.</summary>
    public int Stopping { get; init; }
}
