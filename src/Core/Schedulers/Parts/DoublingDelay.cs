using System;

namespace Offers;

/// <summary>A delay that doubles each time it is taken, up to a bound.</summary>
internal struct DoublingDelay
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _most;
    private TimeSpan _next;

    internal DoublingDelay(TimeSpan first, TimeSpan most)
    {
        _first = first;
        _most = most;
        _next = first;
    }

    /// <summary>The delay to wait now; the next one is twice as long.</summary>
    internal TimeSpan Take()
    {
        TimeSpan taken = _next;
        _next = taken > _most - taken ? _most : taken + taken;
        return taken;
    }

    internal void Reset() => _next = _first;
}
