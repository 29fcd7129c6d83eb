using System;

namespace Offers;

/// <summary>What a framework says of itself when it subscribes.</summary>
/// <param name="Id">Its name; never used again after it was removed.</param>
/// <param name="Description">Roles, capabilities, minimum offers, constraints.</param>
public sealed record FrameworkProfile(string Id, FrameworkDescription Description)
{
    /// <summary>
    /// Who answers for it: reservations carry it and rate limits count by it. Fixed. Null, the
    /// default, is nobody.
    /// </summary>
    public string? Principal { get; init; }

    /// <summary>Who runs its tasks unless they say so; fixed; null is the agent's choice.</summary>
    public string? User { get; init; }

    /// <summary>
    /// Whether its tasks outlive a broken connection of their agent; fixed; true by default (Mesos:
    /// false).
    /// </summary>
    public bool Checkpoint { get; init; } = true;

    /// <summary>
    /// How long it may be away before it is removed with all its tasks; 0 or more, 0 by default as
    /// in Mesos: at once.
    /// </summary>
    public TimeSpan FailoverTimeout { get; init; }
}
