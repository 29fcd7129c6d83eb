using System;

namespace Offers;

/// <summary>What all demo schedulers can be told.</summary>
public sealed record SchedulerOptions
{
    /// <summary>What chance comes from; any number, 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// The number in the name of the first task. A scheduler that takes the place of another one
    /// with the same framework id must begin above all numbers that were used; 1 by default.
    /// </summary>
    public long FirstTask { get; init; } = 1;

    /// <summary>
    /// For how long an offer is refused that fits nothing that waits. Long, so that others get it
    /// (MESOS-3202); whenever the scheduler needs more than before, it revives. 2 min by default.
    /// </summary>
    public TimeSpan Refusal { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a task whose agent is out of contact is waited for before another takes its place;
    /// 0 or more, 5 min by default.
    /// </summary>
    public TimeSpan UnreachableDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Least time between two revives that only clear filters; 5 s by default.
    /// </summary>
    public TimeSpan ReviveInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a scheduler that wants offers waits for one before it subscribes anew over the same
    /// connection, which heals offers that were lost on the way; 10 min by default.
    /// </summary>
    public TimeSpan DrySpell { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How often the master is asked for all tasks of the framework, so that strange ones are found
    /// and killed; more than 0, 1 h by default.
    /// </summary>
    public TimeSpan OrphanSearch { get; init; } = TimeSpan.FromHours(1);
}
