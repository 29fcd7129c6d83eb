namespace Offers.Wire;

/// <summary>
/// A timer that fires once unless it is stopped first, and may be started again. One thread starts
/// and stops it.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Action _fire;
    private readonly ITimer _timer;
    private long _startedAt;
    private TimeSpan _length;
    private bool _isArmed;

    internal Deadline(TimeProvider time, Action fire)
    {
        _time = time;
        _fire = fire;
        _timer = time.CreateTimer(
            static self => ((Deadline)self!).Fire(), this, Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts it, unless it runs already.</summary>
    internal void Start(TimeSpan length)
    {
        lock (_lock)
        {
            if (!_isArmed)
            {
                _isArmed = true;
                _startedAt = _time.GetTimestamp();
                _length = length;
                _timer.Change(length, Timeout.InfiniteTimeSpan);
            }
        }
    }

    internal void Stop()
    {
        lock (_lock)
        {
            if (_isArmed)
            {
                _isArmed = false;
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>A timer that was stopped may still fire, after it was started anew even.</summary>
    private void Fire()
    {
        lock (_lock)
        {
            if (!_isArmed)
            {
                return;
            }

            TimeSpan left = _length - _time.GetElapsedTime(_startedAt);
            if (left > TimeSpan.FromMilliseconds(1))
            {
                _timer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            _isArmed = false;
        }

        _fire();
    }
}
