using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Keeps so many instances of a task running for ever, as Marathon and Aurora do: replaces what
/// fails, with back-off, and what is lost; places by constraints; scales; updates in steps and goes
/// back when the new version is bad. Stands for the long-running services of a cell: few launches,
/// small demand for offers, much care for where and how many.
/// </summary>
/// <remarks>
/// Rules that hold whatever is lost, doubled or reordered on the way: (1) an instance has at most
/// one task at a time that is not to end; (2) at its launch a task breaks no constraint, counted
/// with all tasks of the service that may hold a place; (3) an update by itself does not take
/// ready instances below <see cref="UpgradeStrategy.MinimumHealthy"/>.
/// </remarks>
public sealed partial class ServiceScheduler : SchedulerBase
{
    private readonly List<ServiceInstance> _instances = [];
    private readonly List<PlacementSite> _placed = [];
    private readonly RefusalCounts _refusals = new();
    private ServiceVersion _target;
    private ServiceVersion _stable;
    private int _versions = 1;
    private long _nextInstance = 1;

    /// <summary>A service that starts once it is connected.</summary>
    /// <exception cref="ArgumentException">
    /// A value of the definition is out of range, or a constraint is broken.
    /// </exception>
    public ServiceScheduler(
        FrameworkProfile profile, ServiceDefinition definition, SchedulerOptions options)
        : base(profile, options)
    {
        ArgumentNullException.ThrowIfNull(definition);
        _target = new ServiceVersion(_versions, definition);
        _stable = _target;
    }

    /// <summary>The definition that is wanted now.</summary>
    public ServiceDefinition Definition => _target.Definition;

    private protected override bool WantsOffers
    {
        get
        {
            Timestamp soon = Now + SoonEnough;
            return _instances.Exists(i => i.IsWaiting && i.NotBefore <= soon);
        }
    }

    /// <summary>Back-offs below this do not suppress: they end before that pays.</summary>
    private static TimeSpan SoonEnough => TimeSpan.FromSeconds(30);

    /// <summary>
    /// Wants another number of instances, in an update of the old and the new version alike.
    /// </summary>
    /// <param name="instances">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public void Scale(int instances)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(instances);
        _target.Scale(instances);
        _stable.Scale(instances);
        WakeAtOnce();
    }

    /// <summary>
    /// Wants another definition: starts an update, in the place of one that is under way.
    /// </summary>
    /// <exception cref="ArgumentException">As for the constructor; nothing has changed.</exception>
    public void Update(ServiceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ServiceVersion version = new(_versions + 1, definition);
        _versions++;
        StartUpdate(version, ServicePhase.Updating);
        WakeAtOnce();
    }

    private protected override void Decide()
    {
        ReplaceAway();
        StepUpdate();
        Plan();
        StepUpdate();
        AnswerOffers();
        SetDeadlines();
    }

    private protected override void OnTask(TrackedTask task, TaskState before)
    {
        ServiceInstance instance = (ServiceInstance)task.Owner;
        if (!ReferenceEquals(instance.Task, task))
        {
            TakeBack(instance, task);
        }
        else if (task.IsLive)
        {
            instance.AwayUntil = Timestamp.Never;
        }
        else if (task.IsAway && !instance.IsStopping)
        {
            instance.AwayUntil = Now + Options.UnreachableDelay;
        }
        else
        {
            Empty(instance, task);
        }
    }

    /// <summary>
    /// A task that was given up is back: it fills its place again if that is empty and still
    /// allowed, else it is one too many.
    /// </summary>
    private void TakeBack(ServiceInstance instance, TrackedTask task)
    {
        if (!task.IsLive || task.IsKillAsked)
        {
            return;
        }

        if (instance.IsRemoved || !instance.IsWaiting || instance.Site is null)
        {
            KillFor(instance, task);
            return;
        }

        FindPlaced();
        if (instance.Version.Constraints.FirstBroken(instance.Site, _placed) is null)
        {
            instance.Task = task;
        }
        else
        {
            KillFor(instance, task);
        }
    }

    /// <summary>The task of an instance has ended, is lost, or is away while it stops.</summary>
    private void Empty(ServiceInstance instance, TrackedTask task)
    {
        instance.Task = null;
        instance.IsAnnounced = false;
        instance.AwayUntil = Timestamp.Never;
        instance.NotBefore = Now;
        if (instance.IsStopping)
        {
            Remove(instance);
        }
        else if (task.HasFailed || task.State == TaskState.Finished)
        {
            BackOff(instance, task);
        }
    }

    private void BackOff(ServiceInstance instance, TrackedTask task)
    {
        RestartBackoff restart = instance.Version.Definition.Restart;
        bool ranLong = task.RunningSince != Timestamp.Never
            && Now - task.RunningSince >= restart.ResetAfter;
        instance.Failures = ranLong ? 1 : instance.Failures + 1;
        instance.NotBefore = Now + restart.After(instance.Failures);
        CountFailure(instance);
    }

    private void ReplaceAway()
    {
        foreach (ServiceInstance instance in _instances)
        {
            if (instance.AwayUntil <= Now)
            {
                instance.AwayUntil = Timestamp.Never;
                instance.Task = null;
                instance.IsAnnounced = false;
                instance.NotBefore = Now;
            }
        }
    }

    private void Create()
    {
        _instances.Add(new ServiceInstance(_target, _nextInstance++) { NotBefore = Now });
    }

    /// <summary>
    /// Gives an instance up. One whose task is away is killed when it is back. What is removed by
    /// this is still to be dropped.
    /// </summary>
    private void Stop(ServiceInstance instance)
    {
        TrackedTask? task = instance.Task;
        instance.IsStopping = true;
        instance.IsRemoved = task is null || task.IsAway;
        if (task is not null)
        {
            KillFor(instance, task);
        }
    }

    private void KillFor(ServiceInstance instance, TrackedTask task) =>
        Kill(task, instance.Version.Definition.Task.KillGrace);

    private void Remove(ServiceInstance instance)
    {
        instance.IsRemoved = true;
        _instances.Remove(instance);
    }

    private void DropRemoved() => _instances.RemoveAll(static instance => instance.IsRemoved);

    private void SetDeadlines()
    {
        foreach (ServiceInstance instance in _instances)
        {
            WakeBy(instance.AwayUntil);
            if (instance.IsWaiting && instance.NotBefore > Now)
            {
                WakeBy(instance.NotBefore);
            }
        }

        WakeBy(_progressBy);
    }
}
