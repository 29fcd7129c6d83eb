namespace Offers;

/// <summary>What a service waits for, in descending precedence.</summary>
public enum ServiceWait
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A subscription to the master.</summary>
    Subscription,

    /// <summary>Offers that fit.</summary>
    Offers,

    /// <summary>The end of a back-off.</summary>
    BackOff,

    /// <summary>Tasks that are launched and do not run yet.</summary>
    Start,

    /// <summary>Agents that are out of contact.</summary>
    Agents,

    /// <summary>Health checks of running tasks.</summary>
    Health,

    /// <summary>Tasks that are to end.</summary>
    Kill,
}
