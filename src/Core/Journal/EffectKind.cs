namespace Offers;

/// <summary>What kind of effect the host has to carry out.</summary>
public enum EffectKind
{
    /// <summary>Send the offer to its framework.</summary>
    Offered,

    /// <summary>Tell the framework that the offer is withdrawn.</summary>
    Rescinded,
}
