using System;

namespace Offers;

/// <summary>A task that runs at given times.</summary>
/// <param name="Name">Unique in its scheduler.</param>
/// <param name="Schedule">When, in UTC.</param>
/// <param name="Task">What it runs.</param>
public sealed record CronEntry(string Name, CronExpression Schedule, TaskTemplate Task)
{
    /// <summary>
    /// What if the last run is not over; <see cref="CronOverlap.CancelNew"/> by default.
    /// </summary>
    public CronOverlap Overlap { get; init; }

    /// <summary>
    /// How late a run may start. When it is later, because there was no offer, no connection or
    /// nobody who called the scheduler, the run is missed; of several that are late only the last
    /// one starts. 0 or more, 5 min by default.
    /// </summary>
    public TimeSpan StartingDeadline { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How often a run that failed by its own fault is tried again; 0 or more, 0 by default.
    /// </summary>
    public int Retries { get; init; }

    /// <summary>How long a failed run waits until it is tried again.</summary>
    public RestartBackoff Restart { get; init; } = new();

    internal void Check()
    {
        Expect.That(Schedule is not null, Name, "a schedule");
        Expect.That(Retries >= 0 && StartingDeadline >= TimeSpan.Zero, this,
            "retries and a starting deadline of 0 or more");
        Task.Check();
        Restart.Check();
    }
}
