namespace Offers.Simulation;

/// <summary>
/// An amount of each resource that changes now and then, and its integral over a window of time.
/// </summary>
internal sealed class UseIntegral(int kinds, long from, long to)
{
    private readonly long _from = from;
    private readonly long[] _now = new long[kinds];
    private readonly double[] _integral = new double[kinds];
    private long _last = from;

    internal long NowOf(int kind) => _now[kind];

    internal void Change(long time, in ResourceVector more, in ResourceVector less)
    {
        Advance(time);
        for (int k = 0; k < _now.Length; k++)
        {
            ResourceKind kind = new(k);
            _now[k] += more[kind] - less[kind];
        }
    }

    /// <summary>Mean over the window, in thousandths, once time has passed its end.</summary>
    internal double MeanOf(int kind)
    {
        Advance(to);
        return to > _from ? _integral[kind] / (to - _from) : _now[kind];
    }

    private void Advance(long time)
    {
        long until = Math.Min(time, to);
        if (until <= _last)
        {
            return;
        }

        double length = until - _last;
        for (int k = 0; k < _now.Length; k++)
        {
            _integral[k] += _now[k] * length;
        }

        _last = until;
    }
}
