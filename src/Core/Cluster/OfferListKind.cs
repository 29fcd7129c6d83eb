namespace Offers;

/// <summary>Which list of offers.</summary>
internal enum OfferListKind
{
    /// <summary>All, the oldest first.</summary>
    ByAge,

    /// <summary>Those on an agent.</summary>
    OfAgent,

    /// <summary>Those of a framework.</summary>
    OfFramework,
}
