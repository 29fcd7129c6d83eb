namespace Offers;

/// <summary>What a framework says to an inverse offer; informative only.</summary>
public enum InverseOfferAnswer
{
    /// <summary>It will have left the agent in time.</summary>
    Accept,

    /// <summary>It will not.</summary>
    Decline,
}
