namespace Offers;

/// <content>What comes due.</content>
public sealed partial class Cluster
{
    private Timestamp _nextBatch;

    /// <summary>When an agent may next be marked unreachable.</summary>
    private Timestamp _nextRemoval;

    /// <summary>
    /// When the host has to apply <see cref="AdvanceTime"/>, if nothing else changes until then; in
    /// the past or now when something is due already; <see cref="Timestamp.Never"/> when nothing
    /// ever is. O(1).
    /// </summary>
    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = _timers.Next;
            next = Earlier(next, NextOfferTimeout);
            next = Earlier(next, NextBatch);
            return _allocator.HasPendingRun && !_allocator.IsPaused ? Earlier(next, _now) : next;
        }
    }

    /// <summary>The first batch that can matter.</summary>
    private Timestamp NextBatch
    {
        get
        {
            Timestamp matters = _allocator.NextBatchThatMatters;
            return matters > _nextBatch ? matters : _nextBatch;
        }
    }

    /// <summary>When the oldest open offer runs out.</summary>
    private Timestamp NextOfferTimeout =>
        Options.Allocator.OfferTimeout is { } length && _offers.ByAge.First is { } oldest
            ? oldest.MadeAt + length
            : Timestamp.Never;

    private static Timestamp Earlier(Timestamp left, Timestamp right) =>
        left < right ? left : right;

    /// <summary>Does what is due, in this order: timers, offers that time out, a run.</summary>
    private ClusterStatus Advance()
    {
        while (_timers.TakeDue(_now) is { } timer)
        {
            Fire(timer);
        }

        while (NextOfferTimeout <= _now)
        {
            Changed(Durability.Lazy);
            Rescind(_offers.ByAge.First!, RescindReason.TimedOut);
        }

        if (NextBatch <= _now)
        {
            // The interval counts from the end of the previous batch (semantics 1.5).
            Changed(Durability.Lazy);
            _allocator.RunBatch(_now);
            _nextBatch = _now + Options.Allocator.Interval;
            SendOffers();
        }
        else if (_allocator.HasPendingRun && _allocator.RunPending(_now))
        {
            Changed(Durability.Lazy);
            SendOffers();
        }

        return ClusterStatus.Ok;
    }

    private void Fire(ClusterTimer timer)
    {
        Changed(Durability.Lazy);
        switch (timer.Kind)
        {
            case TimerKind.WaitingCalls:
                RunWaitingCalls((CallLimiter)timer.Owner);
                break;
            case TimerKind.Failover:
                Changed(Durability.Synced);
                Remove((ClusterFramework)timer.Owner);
                break;
            case TimerKind.Ping:
                PingOrLose((ClusterAgent)timer.Owner);
                break;
            case TimerKind.Removal:
                Lose((ClusterAgent)timer.Owner);
                break;
            case TimerKind.Preemption:
                AdvancePreemptions();
                break;
            default:
                LoseExpected();
                break;
        }
    }
}
