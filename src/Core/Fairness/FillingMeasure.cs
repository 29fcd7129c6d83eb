namespace Offers;

/// <summary>What divisible progressive filling raises equally for all.</summary>
public enum FillingMeasure
{
    /// <summary>The dominant share: dominant resource fairness (DRF, section 4).</summary>
    DominantShare,

    /// <summary>The sum of the shares of all kinds: asset fairness (DRF, section 5.1).</summary>
    AssetShare,
}
