using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Lets through so many calls a second, in whole numbers: what has gathered is thousandths of a
/// call times ticks in a second. Calls beyond that wait, if some may.
/// </summary>
internal sealed class CallLimiter
{
    private const long Cost = 1000 * TimeSpan.TicksPerSecond;

    private readonly List<FrameworkCall> _waiting = [];
    private readonly long _most;

    internal CallLimiter(RateLimit limit, Timestamp now)
    {
        Limit = limit;
        _most = Math.Max(Cost, limit.PerSecond * TimeSpan.TicksPerSecond);
        Gathered = _most;
        Since = now;
        Timer = new ClusterTimer(TimerKind.WaitingCalls, limit.Principal ?? "", this);
    }

    internal RateLimit Limit { get; }

    /// <summary>When the first call that waits has its turn.</summary>
    internal ClusterTimer Timer { get; }

    internal IReadOnlyList<FrameworkCall> Waiting => _waiting;

    /// <summary>What had gathered at <see cref="Since"/>.</summary>
    internal long Gathered { get; set; }

    internal Timestamp Since { get; set; }

    /// <summary>When the next call has its turn.</summary>
    internal Timestamp NextTurn => Gathered >= Cost
        ? Since
        : Since + new TimeSpan((Cost - Gathered + Limit.PerSecond - 1) / Limit.PerSecond);

    internal bool HasRoom => _waiting.Count < Limit.Capacity;

    /// <summary>Takes a turn if there is one; otherwise nothing changes.</summary>
    internal bool TryTake(Timestamp now)
    {
        long gathered = GatheredAt(now);
        if (gathered < Cost)
        {
            return false;
        }

        Gathered = gathered - Cost;
        Since = now;
        return true;
    }

    internal void Wait(FrameworkCall call) => _waiting.Add(call);

    /// <summary>
    /// Calls over a connection that is no more are not carried out: a subscription among them would
    /// bind a framework to nobody. Without a framework all of them go.
    /// </summary>
    internal bool DropWaiting(string? framework, long connection) => _waiting.RemoveAll(call =>
        framework is null || (call is Subscribe subscribe && subscribe.Connection == connection
            && string.Equals(call.Framework, framework, StringComparison.Ordinal))) > 0;

    internal FrameworkCall TakeWaiting()
    {
        FrameworkCall call = _waiting[0];
        _waiting.RemoveAt(0);
        return call;
    }

    /// <summary>Takes over what a snapshot says.</summary>
    internal void Load(CallLimiterSnapshot saved)
    {
        Gathered = Math.Min(_most, saved.Gathered);
        Since = saved.Since;
        _waiting.AddRange(saved.Waiting);
    }

    private long GatheredAt(Timestamp now)
    {
        long elapsed = (now - Since).Ticks;
        long missing = _most - Gathered;
        return elapsed >= (missing + Limit.PerSecond - 1) / Limit.PerSecond
            ? _most
            : Gathered + (elapsed * Limit.PerSecond);
    }
}
