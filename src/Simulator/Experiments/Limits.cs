namespace Offers.Simulation.Experiments;

/// <summary>
/// Ranges of experiment files that several keys share. They keep every time and amount that is made
/// of them within what the simulator counts with, and leave room for any real question.
/// </summary>
internal static class Limits
{
    /// <summary>The shortest time that is not zero: a millisecond, in seconds.</summary>
    internal const double Least = 0.001;

    /// <summary>The longest time: 3 660 days.</summary>
    internal const double MaxDays = 3_660;

    /// <inheritdoc cref="MaxDays"/>
    internal const double MaxSeconds = MaxDays * 86_400;

    /// <inheritdoc cref="MaxDays"/>
    internal const double MaxMinutes = MaxDays * 1_440;

    /// <summary>
    /// The longest time between failures of a task, in hours; over a thousand years.
    /// </summary>
    internal const double MaxHours = 10_000_000;

    /// <summary>The last second of a trace; room for traces that count from 1970.</summary>
    internal const double MaxTraceSeconds = 100_000_000_000;

    /// <summary>Most machines, tasks or gpus of one thing, highest rate and weight.</summary>
    internal const int MaxCount = 1_000_000;

    /// <summary>Most seeds.</summary>
    internal const int MaxSeeds = 1_000;

    /// <summary>The largest seed: what every reader of JSON keeps exactly.</summary>
    internal const long MaxSeed = (1L << 53) - 1;
}
