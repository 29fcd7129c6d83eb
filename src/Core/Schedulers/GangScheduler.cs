using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Starts all tasks of a job together or none, as MPI and distributed training on Mesos need it:
/// it gathers offers across agents until the whole job at the head of the queue fits, then accepts
/// them at once. What it holds meanwhile nobody else can use, so after a while it gives everything
/// back and waits for a time of chance, so that two of its kind do not hold each other up for ever.
/// Stands for the hoarders with a reason of a cell.
/// </summary>
/// <remarks>
/// Whatever happens on the way, no part of a job runs for ever: when a task ends badly, is lost, or
/// does not start in time, the others are killed, and when they are gone the job is tried again.
/// </remarks>
public sealed partial class GangScheduler : SchedulerBase
{
    private readonly Dictionary<string, GangJob> _byName = new(StringComparer.Ordinal);
    private readonly List<GangJob> _open = [];
    private Timestamp _pausedUntil;
    private int _pauses;

    /// <summary>A scheduler without jobs.</summary>
    public GangScheduler(FrameworkProfile profile, SchedulerOptions options)
        : base(profile, options)
    {
    }

    /// <summary>How long it holds an offer at most; 2 min by default.</summary>
    public TimeSpan HoldLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long after their launch all tasks of a job must have begun to run; 5 min by default.
    /// </summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The first pause after it gave offers back in vain; the next ones are twice as long, up to 5
    /// min, and to each up to as much again is added by chance. 10 s by default.
    /// </summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether every job is finished or given up.</summary>
    public bool IsDone => _open.Count == 0;

    /// <summary>Until when it wants no offers because it gave some back in vain.</summary>
    public Timestamp PausedUntil => _pausedUntil;

    private protected override bool WantsOffers => IsGathering;

    private static TimeSpan LongestPause => TimeSpan.FromMinutes(5);

    /// <summary>The one job that gathers; others wait for it even if they would fit.</summary>
    private GangJob? Head => _open.Find(static job => job.IsWaiting);

    private bool IsGathering =>
        Head is { } head && head.NotBefore <= Now && _pausedUntil <= Now;

    /// <summary>Puts a job behind the others.</summary>
    /// <exception cref="ArgumentException">
    /// A value is out of range, or there was a job of the name.
    /// </exception>
    public void Submit(JobDescription job)
    {
        ArgumentNullException.ThrowIfNull(job);
        job.Check();
        GangJob added = new(job);
        if (!_byName.TryAdd(job.Name, added))
        {
            throw new ArgumentException($"found job '{job.Name}' twice", nameof(job));
        }

        _open.Add(added);
        WakeAtOnce();
    }

    /// <summary>How far a job is; null when there was none of the name.</summary>
    public JobStatus? StatusOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.TryGetValue(name, out GangJob? job) ? job.Status : null;
    }

    private protected override void Decide()
    {
        foreach (GangJob job in _open)
        {
            if (job.Attempt is { } attempt)
            {
                Watch(attempt);
            }
        }

        _open.RemoveAll(static job => job.IsDone);
        while (IsGathering && Gather(Head!))
        {
        }

        if (!IsGathering)
        {
            DeclineAll(Options.Refusal);
        }

        SetDeadlines();
    }

    private protected override void OnTask(TrackedTask task, TaskState before)
    {
        GangAttempt attempt = (GangAttempt)task.Owner;
        bool isCurrent = ReferenceEquals(attempt.Job.Attempt, attempt);
        if (!isCurrent || attempt.IsAborted)
        {
            if (task.IsLive)
            {
                KillFor(attempt, task);
            }
        }
        else if (task.IsAway)
        {
            attempt.AwayUntil = Earlier(attempt.AwayUntil, Now + Options.UnreachableDelay);
        }
        else if (!task.IsLive && task.State != TaskState.Finished)
        {
            Abort(attempt, task.HasFailed);
        }
    }

    private void KillFor(GangAttempt attempt, TrackedTask task) =>
        Kill(task, attempt.Job.Description.Task.KillGrace);

    /// <summary>One task cannot go on, so that none can.</summary>
    private void Abort(GangAttempt attempt, bool hasFailed)
    {
        attempt.IsAborted = true;
        attempt.Job.Failures += hasFailed ? 1 : 0;
        attempt.Job.Losses += hasFailed ? 0 : 1;
        foreach (TrackedTask task in attempt.Tasks)
        {
            KillFor(attempt, task);
        }
    }

    private void Watch(GangAttempt attempt)
    {
        if (attempt.AwayUntil <= Now)
        {
            attempt.AwayUntil = Timestamp.Never;
            if (attempt.Tasks.Exists(static task => task.IsAway))
            {
                Abort(attempt, false);
            }
        }

        bool isStarted = attempt.IsStarted;
        attempt.Job.Losses = isStarted ? 0 : attempt.Job.Losses;
        if (!attempt.IsAborted && !isStarted && attempt.StartBy <= Now)
        {
            Abort(attempt, false);
        }

        if (attempt.IsAborted)
        {
            TryAgain(attempt);
        }
        else if (attempt.Finished == attempt.Tasks.Count)
        {
            attempt.Job.IsFinished = true;
            attempt.Job.Attempt = null;
        }
    }

    /// <summary>
    /// When all that were killed are gone. Those whose agent is out of contact are killed when they
    /// are back.
    /// </summary>
    private void TryAgain(GangAttempt attempt)
    {
        if (attempt.Tasks.Exists(static task => task.IsLive))
        {
            return;
        }

        GangJob job = attempt.Job;
        job.Attempt = null;
        job.IsGivenUp = job.Failures > job.Description.Retries;
        int tries = Math.Max(1, job.Failures + job.Losses);
        job.NotBefore = Now + job.Description.Restart.After(tries);
    }

    private void SetDeadlines()
    {
        if (_pausedUntil > Now)
        {
            WakeBy(_pausedUntil);
        }

        if (Head is { } head && head.NotBefore > Now)
        {
            WakeBy(head.NotBefore);
        }

        if (Hand.Count > 0)
        {
            WakeBy(Hand[0].Received + HoldLimit);
        }

        foreach (GangJob job in _open)
        {
            if (job.Attempt is { IsAborted: false } attempt)
            {
                WakeBy(attempt.AwayUntil);
                WakeBy(attempt.IsStarted ? Timestamp.Never : attempt.StartBy);
            }
        }
    }
}
