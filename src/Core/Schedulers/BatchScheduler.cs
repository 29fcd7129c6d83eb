using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Runs jobs of many short tasks, as Hadoop, Spark and Chronos do on Mesos: fills each offer with
/// as many tasks as fit, jobs in order of arrival; waits a little for agents that have the data
/// (delay scheduling; Zaharia et al., EuroSys 2010); tries again what failed, up to a bound; and
/// suppresses when the queue is empty. Stands for the analytics of a cell: many launches, a demand
/// that comes in bursts and goes away.
/// </summary>
/// <remarks>
/// Whatever is lost, doubled or reordered on the way: each task of a job is counted as finished
/// exactly once or as given up exactly once, and never both.
/// </remarks>
public sealed class BatchScheduler : SchedulerBase
{
    private readonly Dictionary<string, BatchJob> _byName = new(StringComparer.Ordinal);
    private readonly List<BatchJob> _open = [];
    private readonly DeadlineQueue<(BatchTask Task, TrackedTask Attempt)> _away = new();
    private readonly RefusalCounts _refusals = new();
    private Timestamp _decided;

    /// <summary>A scheduler without jobs.</summary>
    public BatchScheduler(FrameworkProfile profile, SchedulerOptions options)
        : base(profile, options)
    {
    }

    /// <summary>Whether every task of every job is finished or given up.</summary>
    public bool IsDone => _open.Count == 0;

    /// <summary>
    /// Why offers were given back since the last launch, in order of first occurrence.
    /// </summary>
    public ValueList<OfferRefusalCount> Refusals => _refusals.ToList();

    private protected override bool WantsOffers
    {
        get
        {
            Timestamp soon = Now + SoonEnough;
            return _open.Exists(job => job.Waiting.Next <= soon);
        }
    }

    /// <summary>Waits below this do not suppress: they end before that pays.</summary>
    private static TimeSpan SoonEnough => TimeSpan.FromSeconds(5);

    /// <summary>Puts a job behind the others.</summary>
    /// <exception cref="ArgumentException">
    /// A value is out of range, or there was a job of the name.
    /// </exception>
    public void Submit(JobDescription job)
    {
        ArgumentNullException.ThrowIfNull(job);
        job.Check();
        BatchJob added = new(job, Now);
        if (!_byName.TryAdd(job.Name, added))
        {
            throw new ArgumentException($"found job '{job.Name}' twice", nameof(job));
        }

        _open.Add(added);
        AskForRevive();
        WakeAtOnce();
    }

    /// <summary>How far a job is; null when there was none of the name.</summary>
    public JobStatus? StatusOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.TryGetValue(name, out BatchJob? job) ? job.Status : null;
    }

    private protected override void Decide()
    {
        ReplaceAway();
        _open.RemoveAll(static job => job.IsDone);
        foreach (BatchJob job in _open)
        {
            DropStaleHead(job);
            AskForThoseDue(job);
        }

        while (Hand.Count > 0)
        {
            Answer(Hand[0]);
        }

        _decided = Now;
        WakeBy(_away.Next);
        foreach (BatchJob job in _open)
        {
            DropStaleHead(job);
            WakeForNext(job);
        }
    }

    private protected override void OnTask(TrackedTask task, TaskState before)
    {
        BatchTask owner = (BatchTask)task.Owner;
        if (task.State == TaskState.Finished)
        {
            Finish(owner, task);
        }
        else if (!ReferenceEquals(owner.Task, task))
        {
            TakeBack(owner, task);
        }
        else if (task.IsAway)
        {
            _away.Add((owner, task), Now + Options.UnreachableDelay);
        }
        else if (!task.IsLive)
        {
            TryAgain(owner, task);
        }
    }

    /// <summary>Also an attempt that was given up for lost may be the one that succeeds.</summary>
    private void Finish(BatchTask owner, TrackedTask task)
    {
        TrackedTask? current = owner.Task;
        if (owner.IsSettled)
        {
            return;
        }

        owner.Empty();
        owner.IsSettled = true;
        owner.Job.Finished++;
        if (current is not null && !ReferenceEquals(current, task))
        {
            Kill(current, owner.Job.Description.Task.KillGrace);
        }
    }

    private void TakeBack(BatchTask owner, TrackedTask task)
    {
        if (!task.IsLive || task.IsKillAsked)
        {
            return;
        }

        if (owner.IsWaiting)
        {
            owner.Fill(task);
        }
        else
        {
            Kill(task, owner.Job.Description.Task.KillGrace);
        }
    }

    private void TryAgain(BatchTask owner, TrackedTask task)
    {
        owner.Empty();
        JobDescription job = owner.Job.Description;
        if (!task.HasFailed)
        {
            Queue(owner, Now);
            return;
        }

        owner.Failures++;
        if (owner.Failures > job.Retries)
        {
            owner.IsSettled = true;
            owner.Job.GivenUp++;
        }
        else
        {
            Queue(owner, Now + job.Restart.After(owner.Failures));
        }
    }

    private void Queue(BatchTask owner, Timestamp due)
    {
        owner.Job.Waiting.Add(owner, due);
        AskForRevive();
    }

    private void ReplaceAway()
    {
        while (_away.TryTake(Now, out (BatchTask Task, TrackedTask Attempt) entry))
        {
            if (ReferenceEquals(entry.Task.Task, entry.Attempt) && entry.Attempt.IsAway)
            {
                entry.Task.Empty();
                Queue(entry.Task, Now);
            }
        }
    }

    private static void DropStaleHead(BatchJob job)
    {
        while (job.Waiting.TryPeek(out BatchTask head) && !head.IsWaiting)
        {
            job.Waiting.TryTake(Timestamp.Never, out _);
        }
    }

    /// <summary>
    /// Whatever has become possible since the last time wants offers that were refused before.
    /// </summary>
    private void AskForThoseDue(BatchJob job)
    {
        bool isDue = job.Waiting.Next > _decided && job.Waiting.Next <= Now;
        bool isAny = job.AnyFrom > _decided && job.AnyFrom <= Now && job.Waiting.Count > 0;
        if (isDue || isAny)
        {
            AskForRevive();
        }
    }

    private void WakeForNext(BatchJob job)
    {
        if (job.Waiting.Count == 0)
        {
            return;
        }

        if (job.Waiting.Next > Now)
        {
            WakeBy(job.Waiting.Next);
        }
        else if (job.AnyFrom > Now)
        {
            WakeBy(job.AnyFrom);
        }
    }

    private void Answer(HeldOffer offer)
    {
        OfferRefusalReason reason = OfferRefusalReason.NothingWaits;
        string detail = "";
        TimeSpan refusal = Options.Refusal;
        foreach (BatchJob job in _open)
        {
            DropStaleHead(job);
            if (job.Waiting.Next > Now)
            {
                continue;
            }

            bool isLocal = job.Prefers(offer.Message);
            if (!isLocal && job.AnyFrom > Now)
            {
                reason = OfferRefusalReason.Locality;
                TimeSpan wait = job.AnyFrom - Now;
                refusal = wait < refusal ? wait : refusal;
                continue;
            }

            reason = OfferRefusalReason.TooLittle;
            Fill(offer, job, isLocal);
            detail = job.Picker.ShortOf;
        }

        if (offer.Tasks.Count > 0)
        {
            _refusals.Clear();
            Accept(offer, refusal);
        }
        else
        {
            _refusals.Add(reason, reason == OfferRefusalReason.TooLittle ? detail : "");
            Decline(offer, refusal);
        }
    }

    private void Fill(HeldOffer offer, BatchJob job, bool isLocal)
    {
        while (job.Waiting.Next <= Now && job.Picker.TryPick(offer.RoomFor(job.Description.Task)))
        {
            job.Waiting.TryTake(Now, out BatchTask next);
            next.Fill(Plan(offer, job.Description.Task, job.Picker, next));
            job.Launches++;
            job.LocalSince = isLocal ? Now : job.LocalSince;
            DropStaleHead(job);
        }
    }
}
