namespace Offers;

/// <summary>What a service is about.</summary>
public enum ServicePhase
{
    /// <summary>As many instances as wanted are ready, all of the wanted version.</summary>
    Steady,

    /// <summary>Instances are missing, not ready yet or too many.</summary>
    Converging,

    /// <summary>Instances of a new version take the place of others.</summary>
    Updating,

    /// <summary>The new version failed; the last good one takes its place again.</summary>
    RollingBack,
}
