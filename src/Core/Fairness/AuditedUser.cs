using System;
using System.Numerics;

namespace Offers;

/// <summary>
/// One user of an audit. Its state holds from the last settling on; what it adds to the integrals
/// is added when it is settled.
/// </summary>
internal sealed class AuditedUser(string name, long weight, in ResourceVector task, long now)
{
    private readonly ResourceVector _task = task;
    private readonly ExactSum _share = new();
    private readonly ExactSum _entitlement = new();
    private readonly ExactSum _shareWhileShort = new();
    private readonly ExactSum _entitlementWhileShort = new();
    private long _settled = now;
    private long _amount;
    private long _total = 1;
    private bool _starves;
    private long _starvesSince;
    private long _longest;

    internal string Name { get; } = name;

    /// <summary>In thousandths; 0 once it has been removed.</summary>
    internal long Weight { get; set; } = weight;

    internal ResourceVector Held { get; private set; }

    internal bool Demands { get; private set; }

    /// <summary>Adds the time since the last settling, through which nothing changed.</summary>
    internal void Settle(long now, long weights)
    {
        long length = now - _settled;
        _settled = now;
        if (length == 0)
        {
            return;
        }

        _share.Add(_amount, length, _total);
        if (!Demands)
        {
            return;
        }

        _entitlement.Add(Weight, length, weights);
        if ((Int128)_amount * weights < (Int128)Weight * _total)
        {
            _shareWhileShort.Add(_amount, length, _total);
            _entitlementWhileShort.Add(Weight, length, weights);
        }
    }

    /// <summary>Sets what holds from now on; it is settled up to now.</summary>
    internal void Change(in ResourceVector held, bool demands, in ResourceVector total, long now)
    {
        Held = held;
        Demands = demands;
        DominantShare share = held.DominantShare(total);
        _amount = share.Amount;
        _total = share.Total;
        bool starves = demands && held.IsZero;
        if (starves != _starves)
        {
            _longest = Longest(now);
            _starves = starves;
            _starvesSince = now;
        }
    }

    /// <summary>It was offered something: it starves anew from here.</summary>
    internal void Feed(long now)
    {
        _longest = Longest(now);
        _starvesSince = now;
    }

    internal FairnessFigures Figures(long now) => new(
        Name,
        Seconds(_share.Total),
        Seconds(_entitlement.Total),
        Seconds(_entitlementWhileShort.Total - _shareWhileShort.Total),
        new TimeSpan(Longest(now)));

    /// <summary>How many of its tasks fit in a holding scaled by its weight to another's.</summary>
    internal Fraction TasksIn(in ResourceVector held, long otherWeight)
    {
        Fraction? tasks = null;
        for (int k = 0; k < _task.LaneCount; k++)
        {
            ResourceKind kind = new(k);
            if (_task[kind] > 0)
            {
                Fraction fit = new((BigInteger)held[kind] * Weight,
                    (BigInteger)_task[kind] * otherWeight);
                tasks = tasks is { } least && least < fit ? least : fit;
            }
        }

        return tasks ?? default;
    }

    private long Longest(long now) =>
        _starves ? Math.Max(_longest, now - _starvesSince) : _longest;

    private static Fraction Seconds(Fraction ticks) =>
        ticks / new Fraction(TimeSpan.TicksPerSecond, BigInteger.One);
}
