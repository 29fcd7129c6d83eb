namespace Offers.Chaos;

/// <summary>
/// What happens to one task or executor of a simulated machine: a function of a seed and of names,
/// so that no other task changes it.
/// </summary>
/// <param name="StartDelay">From its start until it runs.</param>
/// <param name="Length">From then until it ends by itself.</param>
/// <param name="IsGood">Whether it ends well.</param>
/// <param name="Reason">The limit it dies of, if it does.</param>
internal readonly record struct TaskScript(
    TimeSpan StartDelay, TimeSpan Length, bool IsGood, TaskReason Reason)
{
    private const string Duration = "duration=";

    /// <summary>An executor stays until it is told to end.</summary>
    internal static TaskScript OfExecutor { get; } =
        new(TimeSpan.FromMilliseconds(20), TimeSpan.FromDays(100), true, TaskReason.None);

    internal static TaskScript Of(ulong seed, string container, TaskDescription task)
    {
        StableHash hash = default;
        hash.Add((long)seed);
        hash.Add(container);
        hash.Add(task.Name);
        ulong draw = hash.Value;
        int end = Part(draw, 40, 100);
        return new TaskScript(
            TimeSpan.FromMilliseconds(Part(draw, 14, 2) * Part(draw, 16, 1000)),
            LengthOf(task, draw),
            end < 75,
            end < 95 ? TaskReason.None : TaskReason.ContainerLimitationMemory);
    }

    /// <summary>A part of a draw as a number below a bound.</summary>
    internal static int Part(ulong draw, int shift, int bound) =>
        (int)(StableHash.Mix(draw + (ulong)shift) % (ulong)bound);

    /// <summary>The label <c>duration=</c> in seconds, or seconds, or an hour.</summary>
    private static TimeSpan LengthOf(TaskDescription task, ulong draw)
    {
        foreach (string label in task.Labels)
        {
            if (label.StartsWith(Duration, StringComparison.Ordinal)
                && DecimalText.Read(label.AsSpan(Duration.Length), out long thousandths)
                    == DecimalText.Outcome.Read)
            {
                return TimeSpan.FromMilliseconds(Math.Max(0, thousandths));
            }
        }
        int kind = Part(draw, 26, 100);
        int longest = kind < 70 ? 30_000 : kind < 95 ? 300_000 : 3_600_000;
        return TimeSpan.FromMilliseconds(1 + Part(draw, 30, longest));
    }
}
