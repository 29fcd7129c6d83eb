namespace Offers;

/// <summary>Why an offer was withdrawn.</summary>
public enum RescindCause
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>The host asked for it.</summary>
    Requested,

    /// <summary>It was open for longer than <see cref="AllocatorOptions.OfferTimeout"/>.</summary>
    TimedOut,

    /// <summary>Its agent was removed.</summary>
    AgentRemoved,
}
