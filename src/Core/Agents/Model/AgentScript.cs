using System;

namespace Offers;

/// <summary>
/// What happens to one task or executor of an <see cref="AgentModel"/>: a function of a seed and of
/// its name, so that no other task changes it.
/// </summary>
/// <param name="LaunchDelay">From the order until it starts.</param>
/// <param name="StartDelay">From then until it runs.</param>
/// <param name="Length">From then until it ends by itself.</param>
/// <param name="End">How it ends.</param>
/// <param name="Reason">Why.</param>
/// <param name="Survives">Whether it outlives a restart of its agent.</param>
internal readonly record struct AgentScript(
    TimeSpan LaunchDelay,
    TimeSpan StartDelay,
    TimeSpan Length,
    TaskState End,
    TaskReason Reason,
    bool Survives)
{
    private const string Duration = "duration=";

    internal static AgentScript Of(ulong seed, string framework, TaskDescription task)
    {
        StableHash hash = default;
        hash.Add((long)seed);
        hash.Add(framework);
        hash.Add(task.Name);
        ulong draw = hash.Value;
        int end = Part(draw, 40, 100);
        return new AgentScript(
            TimeSpan.FromMilliseconds(Part(draw, 0, 4) * Part(draw, 4, 500)),
            TimeSpan.FromMilliseconds(Part(draw, 14, 2) * Part(draw, 16, 1000)),
            LengthOf(task, draw),
            end < 75 ? TaskState.Finished : TaskState.Failed,
            end < 95 ? TaskReason.None : TaskReason.ContainerLimitationMemory,
            Part(draw, 47, 100) < 80);
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
