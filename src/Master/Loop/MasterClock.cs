namespace Offers.Masters.Loop;

/// <summary>
/// The master's time: seconds since the Unix epoch that never go back, not even over a restart.
/// </summary>
/// <remarks>
/// With a scale of 0.02 a second of it lasts 20 ms, so that every timer, whosoever it is, fires
/// after a fiftieth of its length.
/// </remarks>
internal sealed class MasterClock
{
    private readonly TimeProvider _time;
    private readonly double _scale;
    private readonly Timestamp _start;
    private readonly long _startedAt;
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
        _startedAt = time.GetTimestamp();
        Timestamp unix = new(Math.Max(0,
            time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks));
        _start = unix > least ? unix : least;
        _last = _start;
    }

    /// <summary>The present; never before what was said last.</summary>
    internal Timestamp Now
    {
        get
        {
            double ticks = _time.GetElapsedTime(_startedAt).Ticks / _scale;
            Timestamp now = new(_start.Ticks + (long)ticks);
            _last = now > _last ? now : _last;
            return _last;
        }
    }

    /// <summary>How long a moment is away, in real time; zero when it has come.</summary>
    internal TimeSpan Until(Timestamp moment)
    {
        if (moment == Timestamp.Never)
        {
            return Timeout.InfiniteTimeSpan;
        }

        double ticks = (moment.Ticks - Now.Ticks) * _scale;
        return ticks <= 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(
            Math.Min(Math.Ceiling(ticks / TimeSpan.TicksPerMillisecond), int.MaxValue - 1));
    }
}
