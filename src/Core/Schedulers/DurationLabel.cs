using System;

namespace Offers;

/// <summary>
/// The label that tells agents which only play their tasks how long one runs:
/// <c>duration=1500ms</c>. Real agents pass it over.
/// </summary>
public static class DurationLabel
{
    private const string Prefix = "duration=";
    private const string Unit = "ms";

    /// <summary>The label of a time, rounded down to milliseconds.</summary>
    /// <param name="duration">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static string Of(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        return $"{Prefix}{duration.Ticks / TimeSpan.TicksPerMillisecond}{Unit}";
    }

    /// <summary>Finds the first such label of a task.</summary>
    /// <returns>True and the time; false when no label is well formed.</returns>
    public static bool TryFind(TaskDescription task, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(task);
        foreach (string label in task.Labels)
        {
            if (label.StartsWith(Prefix, StringComparison.Ordinal)
                && label.EndsWith(Unit, StringComparison.Ordinal)
                && label.Length > Prefix.Length + Unit.Length
                && ResourceText.TryReadWhole(
                    label.AsSpan()[Prefix.Length..^Unit.Length], out long ms)
                && ms <= long.MaxValue / TimeSpan.TicksPerMillisecond)
            {
                duration = new TimeSpan(ms * TimeSpan.TicksPerMillisecond);
                return true;
            }
        }

        duration = default;
        return false;
    }
}
