namespace Offers;

/// <summary>What happens when a run is due and the last one is not over.</summary>
public enum CronOverlap
{
    /// <summary>The new run is left out.</summary>
    CancelNew,

    /// <summary>The last run is killed; the new one starts when it has ended.</summary>
    KillExisting,

    /// <summary>Both run.</summary>
    Allow,
}
