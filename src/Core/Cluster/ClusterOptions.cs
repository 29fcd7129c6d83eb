using System;

namespace Offers;

/// <summary>
/// How a <see cref="Cluster"/> behaves. Fixed for its life; part of its journal's header. The
/// times are Mesos' unless said otherwise.
/// </summary>
public sealed record ClusterOptions
{
    /// <summary>How the allocator decides; Mesos' rules by default.</summary>
    public InitOptions Allocator { get; init; } = new();

    /// <summary>The first life of the master; 1 or more, 1 by default.</summary>
    public int Incarnation { get; init; } = 1;

    /// <summary>Time between two pings of an agent; more than zero, 15 s by default.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How many pings without an answer make an agent unreachable; 1 or more, 5 by default.
    /// </summary>
    public int MaxMissedPings { get; init; } = 5;

    /// <summary>
    /// The least time between two agents that are marked unreachable, so that a fault of the
    /// network does not empty the cell (MESOS-7721); zero, the default, is no limit.
    /// </summary>
    public TimeSpan RemovalInterval { get; init; }

    /// <summary>
    /// How long agents may take to come back after a fail-over of the master before they are
    /// unreachable; more than zero, 10 min by default.
    /// </summary>
    public TimeSpan ReregistrationTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Agents below this version are refused; 1 by default.</summary>
    public int LeastAgentVersion { get; init; } = 1;

    /// <summary>
    /// The roles that frameworks may subscribe to; null, the default, is any.
    /// </summary>
    public ValueList<string>? Roles { get; init; }

    /// <summary>How often principals may call; none by default.</summary>
    public ValueList<RateLimit> RateLimits { get; init; } = [];

    /// <summary>
    /// How many ended frameworks are remembered, and their ids refused; 0 or more, 50 by default.
    /// </summary>
    public int MaxCompletedFrameworks { get; init; } = 50;

    /// <summary>
    /// How many ended, and how many unreachable, tasks are remembered for each framework; 0 or
    /// more, 1 000 by default.
    /// </summary>
    public int MaxCompletedTasks { get; init; } = 1000;

    /// <summary>
    /// How many unreachable and gone agents are remembered; 1 or more, 102 400 by default.
    /// </summary>
    public int MaxLostAgents { get; init; } = 102_400;

    /// <summary>
    /// Whether idle resources are offered to several frameworks at once, and the first that uses
    /// them has them (MESOS-1607, Omega); false by default.
    /// </summary>
    public bool OptimisticOffers { get; init; }

    /// <summary>
    /// How tasks are taken back for others; null, the default, is not at all.
    /// </summary>
    public PreemptionOptions? Preemption { get; init; }
}
