namespace Offers.Masters.Loop;

/// <summary>
/// The master's time: seconds since the Unix epoch that never go back, not even over a restart.
/// </summary>
/// <remarks>
/// With a scale of 0.02 a second of it lasts 20 ms, so that every timer, whosoever it is, fires
/// after a fiftieth of its length. With a scale of 1 it follows the machine's clock forward: what
/// counts the time that has passed stands still while the machine sleeps, and knows of no steps.
/// </remarks>
internal sealed class MasterClock
{
    /// <summary>How late a step forward of the machine's clock is seen, at most.</summary>
    private const double LongestWaitMilliseconds = 5_000;

    private readonly TimeProvider _time;
    private readonly double _scale;
    private readonly bool _follows;
    private readonly long _startedAt;
    private Timestamp _start;
    private Timestamp _last;

    /// <summary>Starts it.</summary>
    /// <param name="time">The real clock.</param>
    /// <param name="scale">Real seconds in one of the master's; more than 0.</param>
    /// <param name="least">The last moment of the life before.</param>
    internal MasterClock(TimeProvider time, double scale, Timestamp least)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        _time = time;
        _scale = scale;
        _follows = scale == 1;
        Timestamp unix = Unix;
        _startedAt = time.GetTimestamp();
        _start = unix > least ? unix : least;
        _last = _start;
    }

    /// <summary>The present; never before what was said last.</summary>
    internal Timestamp Now
    {
        get
        {
            // Asked before the time that has passed, or each pause between the two would count.
            Timestamp unix = _follows ? Unix : Timestamp.Zero;
            double ticks = _time.GetElapsedTime(_startedAt).Ticks / _scale;
            Timestamp now = new(_start.Ticks + (long)ticks);
            if (unix > now)
            {
                // From there it goes on by itself, also when the machine's clock is set back.
                _start += unix - now;
                now = unix;
            }

            _last = now > _last ? now : _last;
            return _last;
        }
    }

    private Timestamp Unix => new(Math.Max(0,
        _time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks));

    /// <summary>
    /// How long to wait for a moment, in real time; zero when it has come. With a scale of 1 it is
    /// to be asked again then: the machine's clock may have been set forward.
    /// </summary>
    internal TimeSpan Until(Timestamp moment)
    {
        if (moment == Timestamp.Never)
        {
            return Timeout.InfiniteTimeSpan;
        }

        double ticks = (moment.Ticks - Now.Ticks) * _scale;
        double most = _follows ? LongestWaitMilliseconds : int.MaxValue - 1;
        return ticks <= 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(
            Math.Min(Math.Ceiling(ticks / TimeSpan.TicksPerMillisecond), most));
    }
}
