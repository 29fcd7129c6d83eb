using System;

namespace Offers;

public sealed partial class ScenarioRunner
{
    /// <summary>Sets the cell up with the defaults unless a line has done so.</summary>
    private void EnsureSetUp()
    {
        if (_isSetUp)
        {
            return;
        }

        _isSetUp = true;
        if (_target.Init(_init) is string reason)
        {
            throw new InvalidOperationException($"the default options are refused: {reason}");
        }

        _settings.Journal?.Invoke(_journal.Header(_init));
    }

    private void Settle()
    {
        EnsureSetUp();
        foreach ((int number, ScenarioLine.ForCell? line, string? error) in _queue)
        {
            if (line is null)
            {
                Fail(number, error!);
            }
            else
            {
                Apply(number, line);
            }
        }

        _queue.Clear();
        RunPending();
        PrintEffects();
    }

    private void Apply(int number, ScenarioLine.ForCell line)
    {
        CommandOutcome outcome = _target.Apply(line.Command, _now);
        if (outcome.IsRefused)
        {
            Fail(number, outcome.Reason);
            return;
        }

        Record(JournalEntry.Of(line.Command, _now));
        if (outcome.Result is bool result)
        {
            _output(ScenarioOutput.Result(line.Op, result));
        }
    }

    private void RunPending()
    {
        if (_target.HasPendingRun)
        {
            _target.RunPending(_now);
            Record(JournalEntry.PendingRun(_now));
        }
    }

    private void Advance(TimeSpan length)
    {
        Timestamp end = _now + length;
        if (end == Timestamp.Never || !IsPassable(end))
        {
            Fail(_line, $"seconds: found too many, expected at most {MostBatches} batches");
            return;
        }

        while (SkipTo(end) is var batch
            && Earlier(batch, _target.NextTimer) is var next && next <= end)
        {
            _now = next > _now ? next : _now;
            Step(isBatch: next == batch);
        }

        _now = end;
    }

    private void Step(bool isBatch)
    {
        if (_target.NextTimer <= _now)
        {
            _target.RunTimers(_now);
            Record(JournalEntry.Timers(_now));
            if (!isBatch)
            {
                RunPending();
            }
        }

        if (isBatch)
        {
            _target.RunBatch(_now);
            Record(JournalEntry.Batch(_now));
        }

        PrintEffects();
    }

    /// <summary>
    /// Passes over the batches up to the end that would do nothing, as far as nothing else comes
    /// due before them.
    /// </summary>
    /// <returns>The moment of the first batch that is left; it may lie beyond the end.</returns>
    private Timestamp SkipTo(Timestamp end)
    {
        long interval = _init.Interval.Ticks;
        Timestamp first = NextMultiple(_now, interval);
        Timestamp matters = Earlier(_target.NextBatchThatMatters, _target.NextTimer);
        Timestamp stop = Earlier(matters, new Timestamp(end.Ticks + 1));
        if (stop <= first)
        {
            return first;
        }

        long count = 1 + ((stop.Ticks - 1 - first.Ticks) / interval);
        Timestamp last = new(first.Ticks + ((count - 1) * interval));
        _target.SkipBatches(count, last);
        _now = last;
        Record(JournalEntry.SkippedBatches(count, last));
        return NextMultiple(_now, interval);
    }

    private bool IsPassable(Timestamp end) =>
        (end - _now).Ticks / _init.Interval.Ticks <= MostBatches
        && end.Ticks < long.MaxValue / 2;

    private static Timestamp NextMultiple(Timestamp after, long interval)
    {
        UInt128 ticks = ((UInt128)(after.Ticks / interval) + 1) * (ulong)interval;
        return ticks > long.MaxValue ? Timestamp.Never : new Timestamp((long)ticks);
    }

    private static Timestamp Earlier(Timestamp left, Timestamp right) =>
        left < right ? left : right;

    private void Record(JournalEntry entry) => _settings.Journal?.Invoke(_journal.Line(entry));

    private void PrintEffects()
    {
        _effects.Clear();
        _target.Drain(_effects);
        _effects.Sort();
        foreach (ScenarioEffect effect in _effects)
        {
            _output(ScenarioOutput.Effect(effect, _now));
        }
    }
}
