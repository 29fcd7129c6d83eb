using System;

namespace Offers;

/// <summary>How tasks are taken back. Fixed for a ledger's life.</summary>
public sealed record PreemptionOptions
{
    /// <summary>The longest of all times here: 365 days.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromDays(365);

    /// <summary>The most victims an interval, or at once, that can be allowed.</summary>
    public const int MaxRate = 100_000;

    /// <summary>
    /// Time between the announcement to a victim and the order to kill it; 0 or more, 1 min by
    /// default.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Time between TERM and KILL of that order; 0 or more; null, the default, is the task's own.
    /// </summary>
    public TimeSpan? KillGrace { get; init; }

    /// <summary>
    /// How long pieces are kept for the claimant after the grace or the last piece, whichever is
    /// later; then they go to everybody. Victims that have not ended by then are given up. More
    /// than 0, 5 min by default.
    /// </summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Victims that may be taken each <see cref="Interval"/>; 0 (none but the burst) to
    /// <see cref="MaxRate"/>, 60 by default.
    /// </summary>
    public int VictimsPerInterval { get; init; } = 60;

    /// <summary>The interval of the rate; more than 0, at most a day, 1 min by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Victims that may be taken at once after a quiet time; 0 (preemption is off) to
    /// <see cref="MaxRate"/>, 60 by default.
    /// </summary>
    public int Burst { get; init; } = 60;

    /// <summary>Victims that one plan may have; 1 or more, 16 by default.</summary>
    public int MaxVictims { get; init; } = 16;

    /// <summary>
    /// How long a role that lost a task is spared by other plans; 0, the default, or more.
    /// </summary>
    public TimeSpan Cooldown { get; init; }

    /// <summary>
    /// Agents that the search looks at for victims: those that need the fewest come first. 1 or
    /// more, 1 000 by default.
    /// </summary>
    public int MaxAgents { get; init; } = 1_000;

    /// <summary>
    /// Sets of victims that are tried on one agent for one more task before the search is content
    /// with one that cannot be made smaller; 1 or more, 2 000 by default.
    /// </summary>
    public int MaxSetsPerAgent { get; init; } = 2_000;

    /// <summary>
    /// Up to how many eligible tasks in the cell all their sets are tried when several tasks are
    /// wanted; 0 to 20, 12 by default.
    /// </summary>
    public int ExactCandidates { get; init; } = 12;

    /// <summary>
    /// How many records of victims, and how many of endings, are remembered; 0 or more, 1 000 by
    /// default.
    /// </summary>
    public int HistoryLength { get; init; } = 1_000;

    /// <summary>Throws unless every option is within its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// One is not; the message says which.
    /// </exception>
    internal void ThrowIfOutOfRange()
    {
        Check(nameof(Grace), Grace.Ticks, 0, MaxTime.Ticks);
        Check(nameof(KillGrace), KillGrace?.Ticks ?? 0, 0, MaxTime.Ticks);
        Check(nameof(KeepFor), KeepFor.Ticks, 1, MaxTime.Ticks);
        Check(nameof(VictimsPerInterval), VictimsPerInterval, 0, MaxRate);
        Check(nameof(Interval), Interval.Ticks, 1, TimeSpan.TicksPerDay);
        Check(nameof(Burst), Burst, 0, MaxRate);
        Check(nameof(MaxVictims), MaxVictims, 1, int.MaxValue);
        Check(nameof(Cooldown), Cooldown.Ticks, 0, MaxTime.Ticks);
        Check(nameof(MaxAgents), MaxAgents, 1, int.MaxValue);
        Check(nameof(MaxSetsPerAgent), MaxSetsPerAgent, 1, int.MaxValue);
        Check(nameof(ExactCandidates), ExactCandidates, 0, 20);
        Check(nameof(HistoryLength), HistoryLength, 0, int.MaxValue);
    }

    private static void Check(string name, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(
                name, value, $"found {value}, expected {least} to {most}");
        }
    }
}
