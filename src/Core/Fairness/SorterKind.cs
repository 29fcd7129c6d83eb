namespace Offers;

/// <summary>How roles, and frameworks within a role, are put in order.</summary>
public enum SorterKind
{
    /// <summary><c>drf</c>: the least dominant share first.</summary>
    Drf,

    /// <summary><c>random</c>: by weighted chance.</summary>
    Random,

    /// <summary><c>hdrf</c>: hierarchical DRF, which ignores blocked nodes.</summary>
    HierarchicalDrf,
}
