namespace Offers;

/// <summary>How an entry of a cron scheduler is. Each run that is over is counted once.</summary>
/// <param name="Name">Which entry.</param>
/// <param name="Next">When the next run is due; never if there is none.</param>
/// <param name="Waiting">Runs that wait for an offer, a back-off or the end of another one.</param>
/// <param name="Running">Runs that are launched.</param>
public readonly record struct CronStatus(string Name, Timestamp Next, int Waiting, int Running)
{
    /// <summary>Runs that ended well.</summary>
    public int Succeeded { get; init; }

    /// <summary>Runs that failed too often.</summary>
    public int Failed { get; init; }

    /// <summary>Runs that could not start in time.</summary>
    public int Missed { get; init; }

    /// <summary>Runs that were left out because the last one was not over.</summary>
    public int Cancelled { get; init; }

    /// <summary>Runs that were ended because the next one was due.</summary>
    public int Replaced { get; init; }
}
