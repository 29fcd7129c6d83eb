namespace Offers;

/// <summary>Why a scheduler gave an offer back unused.</summary>
public enum OfferRefusalReason
{
    /// <summary>Nothing waited for an offer.</summary>
    NothingWaits,

    /// <summary>What waited was still backing off.</summary>
    BacksOff,

    /// <summary>It was not of a preferred agent, and those are waited for still.</summary>
    Locality,

    /// <summary>It had too little of a resource; the detail is its name.</summary>
    TooLittle,

    /// <summary>A constraint did not allow the place; the detail is the constraint.</summary>
    Constraint,
}
