namespace Offers;

/// <content>How many instances of which version there are to be.</content>
public sealed partial class ServiceScheduler
{
    private ServicePhase _phase = ServicePhase.Converging;
    private Timestamp _progressBy = Timestamp.Never;
    private int _bestProgress;
    private int _failures;
    private int _rollbacks;

    private bool IsUpdating => _phase is ServicePhase.Updating or ServicePhase.RollingBack;

    private void StartUpdate(ServiceVersion version, ServicePhase phase)
    {
        _target = version;
        _phase = phase;
        _failures = 0;
        _bestProgress = int.MinValue;
        _progressBy = Timestamp.Never;
        _refusals.Clear();
    }

    private void CountFailure(ServiceInstance instance)
    {
        if (_phase == ServicePhase.Updating && ReferenceEquals(instance.Version, _target))
        {
            _failures++;
        }
    }

    /// <summary>Ends an update that is complete, and takes one back that does not go on.</summary>
    private void StepUpdate()
    {
        UpgradePlanner.Counts counts = Count();
        bool isComplete = counts is { Old: 0, Stopping: 0 }
            && counts.New == counts.Wanted && counts.NewReady == counts.Wanted;
        if (!IsUpdating || isComplete)
        {
            _stable = isComplete ? _target : _stable;
            _phase = isComplete ? ServicePhase.Steady : ServicePhase.Converging;
            _progressBy = Timestamp.Never;
            return;
        }

        if (_phase == ServicePhase.RollingBack)
        {
            return;
        }

        UpgradeStrategy strategy = _target.Definition.Upgrade;
        int progress = counts.NewReady - counts.Old - counts.Stopping;
        if (progress > _bestProgress)
        {
            _bestProgress = progress;
            _progressBy = Now + strategy.ProgressDeadline;
        }

        if (_failures > strategy.MostFailures || _progressBy <= Now)
        {
            _rollbacks++;
            StartUpdate(_stable, ServicePhase.RollingBack);
        }
    }

    private void Plan()
    {
        UpgradePlanner.Counts counts = Count();
        int wanted = counts.Wanted;
        if (!IsUpdating)
        {
            StopSome(true, counts.New - wanted, int.MaxValue);
            StopSome(false, counts.Old, int.MaxValue);
            CreateSome(wanted - counts.New);
            return;
        }

        RemoveEmptyOld();
        StopSome(true, counts.New - wanted, int.MaxValue);
        counts = Count();
        UpgradePlanner.Step step = UpgradePlanner.Next(counts, _target.Definition.Upgrade);
        CreateSome(step.Create);
        StopSome(false, step.Stop, step.StopReady);
    }

    private UpgradePlanner.Counts Count()
    {
        int old = 0, fresh = 0, freshReady = 0, oldReady = 0, stopping = 0;
        foreach (ServiceInstance instance in _instances)
        {
            bool isNew = ReferenceEquals(instance.Version, _target);
            if (instance.IsStopping)
            {
                stopping++;
            }
            else if (isNew)
            {
                fresh++;
                freshReady += instance.IsReady ? 1 : 0;
            }
            else
            {
                old++;
                oldReady += instance.IsReady ? 1 : 0;
            }
        }

        return new UpgradePlanner.Counts(
            _target.Definition.Instances, old, fresh, freshReady, oldReady, stopping);
    }

    private void CreateSome(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Create();
        }
    }

    /// <summary>In an update nothing of an old version is started any more.</summary>
    private void RemoveEmptyOld()
    {
        foreach (ServiceInstance instance in _instances)
        {
            if (instance.IsWaiting && !ReferenceEquals(instance.Version, _target))
            {
                Stop(instance);
            }
        }

        DropRemoved();
    }

    /// <summary>
    /// Stops some of the wanted version or of the others, of least worth first, of which only some
    /// may be ready.
    /// </summary>
    private void StopSome(bool isNew, int count, int ready)
    {
        if (count <= 0)
        {
            return;
        }

        StopOrder order = new(_instances, instance =>
            !instance.IsStopping && ReferenceEquals(instance.Version, _target) == isNew);
        for (; count > 0 && order.Next(ready > 0) is { } instance; count--)
        {
            ready -= instance.IsReady ? 1 : 0;
            Stop(instance);
        }

        DropRemoved();
    }
}
