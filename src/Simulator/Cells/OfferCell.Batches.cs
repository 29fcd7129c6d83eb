namespace Offers.Simulation;

internal sealed partial class OfferCell
{
    /// <inheritdoc/>
    internal override void OnBatch(int token)
    {
        if (token != _batchToken)
        {
            return;
        }

        _batchAt = long.MaxValue;
        _lastBatch = Run.Now / _interval;
        Batches++;
        Allocator.RunBatch(Now);
    }

    /// <inheritdoc/>
    internal override void OnOfferTimeout()
    {
        _timeoutAt = long.MaxValue;
        Allocator.ExpireOffers(Now);
    }

    /// <summary>
    /// Counts the batches before this moment that were not run because nothing could come of them:
    /// had something mattered, a batch event would have come first.
    /// </summary>
    internal override void CatchUp()
    {
        long passed = ((Run.Now + _interval - 1) / _interval) - 1 - _lastBatch;
        if (passed > 0)
        {
            Allocator.SkipBatches(passed);
            BatchesSkipped += passed;
            _lastBatch += passed;
        }
    }

    /// <summary>
    /// Nobody wants an offer yet: one run says so of every machine, and the batches before the
    /// first moment never were.
    /// </summary>
    private void BeginQuietly()
    {
        Allocator.RunPending(Now);
        _lastBatch = ((Run.Now + _interval - 1) / _interval) - 1;
    }

    private void ScheduleTimeout()
    {
        Timestamp next = Allocator.NextOfferTimeout;
        if (next.Ticks < _timeoutAt)
        {
            _timeoutAt = next.Ticks;
            Run.Events.Add(next.Ticks, EventKind.OfferTimeout, Index, 0);
        }
    }
}
