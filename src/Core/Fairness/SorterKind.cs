namespace Offers;

/// <summary>How a sorter orders roles, or the frameworks of a role.</summary>
public enum SorterKind
{
    /// <summary>Weighted dominant shares of subtrees, exact, in a total order.</summary>
    Drf,

    /// <summary>
    /// Successive sampling without replacement, a leaf's chance being the product of the relative
    /// weights along its path; seeded (MESOS-8936).
    /// </summary>
    Random,

    /// <summary>
    /// H-DRF: shares of inner nodes from their children rescaled to the least, those that cannot
    /// take more left out (Bhattacharya et al., SoCC 2013).
    /// </summary>
    HierarchicalDrf,
}
