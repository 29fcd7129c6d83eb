namespace Offers;

/// <summary>
/// What a fair division of several resources should be (DRF, section 3), in the order in which it
/// is sensible to check them.
/// </summary>
public enum FairnessProperty
{
    /// <summary>It hands out no more than there is, and to nobody more tasks than it has.</summary>
    Feasibility,

    /// <summary>Nobody would rather have its own part of every resource to itself.</summary>
    SharingIncentive,

    /// <summary>Nobody would rather have what another has.</summary>
    EnvyFreeness,

    /// <summary>Nobody can have more without another having less.</summary>
    ParetoEfficiency,

    /// <summary>Nobody gains by asking for another mix than it needs.</summary>
    StrategyProofness,
}
