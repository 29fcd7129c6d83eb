using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Runs tasks at given times, as Chronos and the cron jobs of Aurora do. Time is the host's, with
/// the Unix epoch as its zero. Stands for the night jobs of a cell: nothing for hours, then many
/// frameworks that want offers in the same minute.
/// </summary>
public sealed class CronScheduler : SchedulerBase
{
    private readonly List<CronLine> _lines = [];
    private bool _isStarted;

    /// <summary>A scheduler of entries whose first runs are due after it is connected.</summary>
    /// <exception cref="ArgumentException">
    /// A value is out of range, or a name stands twice.
    /// </exception>
    public CronScheduler(
        FrameworkProfile profile, ValueList<CronEntry> entries, SchedulerOptions options)
        : base(profile, options)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (CronEntry entry in entries)
        {
            entry.Check();
            if (Find(entry.Name) is not null)
            {
                throw new ArgumentException($"found entry '{entry.Name}' twice", nameof(entries));
            }

            _lines.Add(new CronLine(entry));
        }
    }

    private protected override bool WantsOffers =>
        _lines.Exists(line => line.Runs.Exists(run => IsEligible(run)));

    /// <summary>How an entry is; null when there is none of the name.</summary>
    public CronStatus? StatusOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(name)?.Status;
    }

    private protected override void OnConnected()
    {
        foreach (CronLine line in _lines)
        {
            line.Next = _isStarted ? line.Next : line.Entry.Schedule.Next(Now);
        }

        _isStarted = true;
    }

    private protected override void Decide()
    {
        foreach (CronLine line in _lines)
        {
            Tick(line);
            ReplaceAway(line);
            DropLate(line);
        }

        while (Hand.Count > 0)
        {
            Answer(Hand[0]);
        }

        foreach (CronLine line in _lines)
        {
            SetDeadlines(line);
        }
    }

    private protected override void OnTask(TrackedTask task, TaskState before)
    {
        CronRun run = (CronRun)task.Owner;
        if (run.IsOver || !ReferenceEquals(run.Task, task))
        {
            TakeBack(run, task);
        }
        else if (task.IsLive)
        {
            run.AwayUntil = Timestamp.Never;
        }
        else if (task.IsAway && !run.IsReplaced)
        {
            run.AwayUntil = Now + Options.UnreachableDelay;
        }
        else
        {
            End(run, task);
        }
    }

    private CronLine? Find(string name) => _lines.Find(
        line => string.Equals(line.Entry.Name, name, StringComparison.Ordinal));

    private bool IsEligible(CronRun run) =>
        run is { Task: null, IsReplaced: false } && run.NotBefore <= Now
        && !run.Line.IsBlocked(run);

    /// <summary>Of the runs that have become due only the last one may start.</summary>
    private void Tick(CronLine line)
    {
        Timestamp due = Timestamp.Never;
        int missed = 0;
        while (line.Next <= Now && line.Next != Timestamp.Never)
        {
            missed += due == Timestamp.Never ? 0 : 1;
            due = line.Next;
            line.Next = line.Entry.Schedule.Next(due);
        }

        line.Counts = line.Counts with { Missed = line.Counts.Missed + missed };
        if (due == Timestamp.Never)
        {
            return;
        }

        if (Now - due > line.Entry.StartingDeadline)
        {
            line.Counts = line.Counts with { Missed = line.Counts.Missed + 1 };
        }
        else if (line.Runs.Count > 0 && line.Entry.Overlap == CronOverlap.CancelNew)
        {
            line.Counts = line.Counts with { Cancelled = line.Counts.Cancelled + 1 };
        }
        else
        {
            Start(line, due);
        }
    }

    private void Start(CronLine line, Timestamp due)
    {
        if (line.Entry.Overlap == CronOverlap.KillExisting)
        {
            for (int i = line.Runs.Count - 1; i >= 0; i--)
            {
                Replace(line.Runs[i]);
            }
        }

        line.Runs.Add(new CronRun(line, due) { NotBefore = Now });
        AskForRevive();
    }

    private void Replace(CronRun run)
    {
        if (run.IsReplaced)
        {
            return;
        }

        CronLine line = run.Line;
        run.IsReplaced = true;
        line.Counts = line.Counts with { Replaced = line.Counts.Replaced + 1 };
        TrackedTask? task = run.Task;
        if (task is not { IsLive: true })
        {
            line.Close(run);
        }

        if (task is not null)
        {
            Kill(task, line.Entry.Task.KillGrace);
        }
    }

    private void TakeBack(CronRun run, TrackedTask task)
    {
        if (task.State == TaskState.Finished && !run.IsOver && !run.IsReplaced)
        {
            Succeed(run);
        }
        else if (task.IsLive && !task.IsKillAsked)
        {
            bool isWanted = run is { IsOver: false, IsReplaced: false, Task: null };
            run.Task = isWanted ? task : run.Task;
            if (!isWanted)
            {
                Kill(task, run.Line.Entry.Task.KillGrace);
            }
        }
    }

    private void End(CronRun run, TrackedTask task)
    {
        CronLine line = run.Line;
        run.Task = null;
        run.AwayUntil = Timestamp.Never;
        if (run.IsReplaced)
        {
            line.Close(run);
            AskForRevive();
        }
        else if (task.State == TaskState.Finished)
        {
            Succeed(run);
        }
        else if (task.HasFailed && ++run.Failures > line.Entry.Retries)
        {
            line.Counts = line.Counts with { Failed = line.Counts.Failed + 1 };
            line.Close(run);
        }
        else
        {
            run.NotBefore = task.HasFailed
                ? Now + line.Entry.Restart.After(run.Failures)
                : Now;
            AskForRevive();
        }
    }

    private void Succeed(CronRun run)
    {
        CronLine line = run.Line;
        line.Counts = line.Counts with { Succeeded = line.Counts.Succeeded + 1 };
        TrackedTask? other = run.Task;
        line.Close(run);
        if (other is not null)
        {
            Kill(other, line.Entry.Task.KillGrace);
        }
    }

    private void ReplaceAway(CronLine line)
    {
        foreach (CronRun run in line.Runs)
        {
            if (run.AwayUntil <= Now)
            {
                run.AwayUntil = Timestamp.Never;
                run.Task = null;
                run.NotBefore = Now;
                AskForRevive();
            }
        }
    }

    /// <summary>What never started in time never starts.</summary>
    private void DropLate(CronLine line)
    {
        for (int i = line.Runs.Count - 1; i >= 0; i--)
        {
            CronRun run = line.Runs[i];
            if (!run.WasLaunched && !run.IsReplaced
                && Now - run.Scheduled > line.Entry.StartingDeadline)
            {
                line.Counts = line.Counts with { Missed = line.Counts.Missed + 1 };
                line.Close(run);
            }
        }
    }

    private void Answer(HeldOffer offer)
    {
        foreach (CronLine line in _lines)
        {
            foreach (CronRun run in line.Runs)
            {
                if (IsEligible(run) && line.Picker.TryPick(offer.RoomFor(line.Entry.Task)))
                {
                    run.Task = Plan(offer, line.Entry.Task, line.Picker, run);
                    run.WasLaunched = true;
                }
            }
        }

        if (offer.Tasks.Count > 0)
        {
            Accept(offer, Options.Refusal);
        }
        else
        {
            Decline(offer, Options.Refusal);
        }
    }

    private void SetDeadlines(CronLine line)
    {
        WakeBy(line.Next);
        foreach (CronRun run in line.Runs)
        {
            WakeBy(run.AwayUntil);
            if (run.Task is null && run.NotBefore > Now)
            {
                WakeBy(run.NotBefore);
            }

            if (!run.WasLaunched)
            {
                WakeBy(run.Scheduled + line.Entry.StartingDeadline + TimeSpan.FromTicks(1));
            }
        }
    }
}
