using System;

namespace Offers;

/// <summary>
/// A moment in the allocator's time, in ticks of 100 nanoseconds since a zero of the host's choice
/// (the start of a simulation, the Unix epoch). Core never asks for it: the host passes it in, and
/// it never goes back.
/// </summary>
/// <param name="Ticks">0 or more.</param>
public readonly record struct Timestamp(long Ticks) : IComparable<Timestamp>
{
    /// <summary>The host's zero.</summary>
    public static Timestamp Zero => default;

    /// <summary>Later than everything: "never".</summary>
    public static Timestamp Never => new(long.MaxValue);

    /// <summary>Seconds since zero; exact to a tick up to about 28 years.</summary>
    public double Seconds => Ticks / (double)TimeSpan.TicksPerSecond;

    /// <summary>The moment so many seconds after zero, rounded to the nearest tick.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Negative, not a number, or past 900 years.
    /// </exception>
    public static Timestamp FromSeconds(double seconds)
    {
        if (!(seconds >= 0) || seconds > 2.9e10)
        {
            throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "expected 0 to 2.9e10");
        }

        return new Timestamp((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
    }

    /// <summary>
    /// The moment so much later; <see cref="Never"/> when that is past the end of time.
    /// </summary>
    public static Timestamp operator +(Timestamp start, TimeSpan length) =>
        start.Ticks > long.MaxValue - Math.Max(0, length.Ticks)
            ? Never
            : new Timestamp(start.Ticks + length.Ticks);

    /// <summary>The time between two moments.</summary>
    public static TimeSpan operator -(Timestamp end, Timestamp start) =>
        new(end.Ticks - start.Ticks);

    /// <summary>Earlier than.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.Ticks < right.Ticks;

    /// <summary>Later than.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.Ticks > right.Ticks;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.Ticks <= right.Ticks;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.Ticks >= right.Ticks;

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Ticks.CompareTo(other.Ticks);
}
