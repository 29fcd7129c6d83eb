namespace Offers.Simulation;

/// <summary>One framework of a workload and how its scheduler behaves.</summary>
/// <param name="Name">Unique; the name in the results.</param>
/// <param name="Role">Index of its role.</param>
public sealed record FrameworkModel(string Name, int Role)
{
    /// <summary>
    /// How long a gathering gang holds offers before it declines them all; 2 min.
    /// </summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Mean time for which a gang that failed to gather stays away; each is drawn between half and
    /// one and a half of it, so that two crossing gangs do not meet for ever. 2 min.
    /// </summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Filter duration for an offer that does not help the head job. Long by default: it ends when
    /// the head changes (the scheduler revives) or when the agent has more to offer than what was
    /// refused.
    /// </summary>
    public TimeSpan Refuse { get; init; } = AllocatorOptions.LongestRefusal;

    /// <summary>Mean time between failures of one task; null: tasks do not fail.</summary>
    public TimeSpan? TaskMeanTimeToFailure { get; init; }

    /// <summary>Failures of its tasks, all together, that a job survives; 3.</summary>
    public int Retries { get; init; } = 3;
}
