namespace Offers;

/// <summary>What kind of effect the host has to carry out.</summary>
public enum EffectKind
{
    /// <summary>Send the offer to its framework.</summary>
    Offered,

    /// <summary>Tell the framework that the offer is withdrawn.</summary>
    Rescinded,

    /// <summary>
    /// Ask the framework to give an agent back: it is to be taken down for maintenance. The offer
    /// id and the role mean nothing then; what is meant is all that the framework has there.
    /// </summary>
    InverseOffered,
}
