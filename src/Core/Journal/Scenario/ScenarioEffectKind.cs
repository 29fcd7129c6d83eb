namespace Offers;

/// <summary>Kinds of effects, in the order in which they are printed.</summary>
internal enum ScenarioEffectKind
{
    /// <summary>An offer is withdrawn.</summary>
    Rescind,

    /// <summary>An offer is made.</summary>
    Offer,

    /// <summary>A framework is asked to leave an agent.</summary>
    InverseOffer,
}
