using System;

namespace Offers;

/// <summary>The times of an <see cref="Agent"/>, and its seed. Every default is Mesos's.</summary>
public sealed record AgentOptions
{
    /// <summary>No ping for so long means that the master is lost; 75 s by default.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>The first bound of the random time between registrations; 1 s by default.</summary>
    public TimeSpan RegistrationBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The last bound of it, after doubling; 1 min by default.</summary>
    public TimeSpan MaxRegistrationBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Time from TERM to KILL where nobody says another; 3 s by default.</summary>
    public TimeSpan KillGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a framework's own executor may take to register; 1 min.</summary>
    public TimeSpan ExecutorRegistrationTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long it may take after the agent's restart; 2 s by default.</summary>
    public TimeSpan ExecutorReregistrationTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The time between the first two sendings of an update; 10 s by default.</summary>
    public TimeSpan FirstUpdateRetry { get; init; } = UpdateStreams.FirstRetry;

    /// <summary>The longest time between two, after doubling; 10 min by default.</summary>
    public TimeSpan MaxUpdateRetry { get; init; } = UpdateStreams.LongestRetry;

    /// <summary>What the random times are made of, with the agent's name; 0 by default.</summary>
    public ulong Seed { get; init; }
}
