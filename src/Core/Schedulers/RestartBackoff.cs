using System;

namespace Offers;

/// <summary>
/// How long an instance that failed waits before it starts again: longer after each failure, and
/// from the beginning after it has run for long enough.
/// </summary>
public sealed record RestartBackoff
{
    /// <summary>The first wait; more than 0, 1 s by default.</summary>
    public TimeSpan Initial { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What each wait is multiplied by, in thousandths; 1 150 to 2 000, 2 000 by default.
    /// </summary>
    public int FactorThousandths { get; init; } = 2_000;

    /// <summary>The longest wait; at least <see cref="Initial"/>, 5 min by default.</summary>
    public TimeSpan Most { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// After running for so long, a failure counts as the first; 10 min by default.
    /// </summary>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The wait after so many failures in a row.</summary>
    /// <param name="failures">1 or more.</param>
    public TimeSpan After(int failures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        long ticks = Initial.Ticks;
        for (int i = 1; i < failures && ticks < Most.Ticks; i++)
        {
            ticks = (long)((Int128)ticks * FactorThousandths / 1_000);
        }

        return new TimeSpan(Math.Min(ticks, Most.Ticks));
    }

    internal void Check() => Expect.That(
        Initial > TimeSpan.Zero && Most >= Initial && ResetAfter >= TimeSpan.Zero
        && FactorThousandths is >= 1_150 and <= 2_000, this,
        "0 < initial <= most and a factor of 1150 to 2000");
}
