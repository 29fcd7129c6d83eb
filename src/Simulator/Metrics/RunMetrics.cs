namespace Offers.Simulation;

/// <summary>
/// Measures a run while it goes on. Shares and utilization are time integrals from the first to the
/// last arrival, less the warm-up; waits are means over all jobs, drain included.
/// </summary>
internal sealed partial class RunMetrics
{
    private readonly Workload _workload;
    private readonly RunOptions _options;
    private readonly IReadOnlyList<CellPlan> _plans;
    private readonly int _kinds;
    private readonly long _from;
    private readonly long _to;
    private readonly UseIntegral[] _use;
    private readonly UseIntegral _offered;
    private readonly WaitFigures _all = new();
    private readonly WaitFigures[] _frameworks;
    private readonly Starvation[] _starvation;
    private readonly List<(string Name, double Value, string Unit)> _counts = [];
    private readonly List<JobTimes> _jobs = [];
    private readonly ResourceVector _capacity;
    private readonly long? _waitLimit;
    private Int128 _waitBudget;
    private Int128 _waited;
    private Int128 _waitingSince;
    private long _waiting;
    private long _waitingAgain;
    private double _lostWork;

    internal RunMetrics(Workload workload, IReadOnlyList<CellPlan> plans, RunOptions options)
    {
        _workload = workload;
        _options = options;
        _plans = plans;
        _kinds = workload.Schema.Count;
        long first = workload.Jobs.Count > 0 ? workload.Jobs[0].Submit : 0;
        _to = workload.Jobs.Count > 0 ? workload.Jobs[^1].Submit : 0;
        _from = Math.Min(_to, first + options.WarmUp.Ticks);
        _offered = new UseIntegral(_kinds, _from, _to);
        _use = [.. workload.Frameworks.Select(_ => new UseIntegral(_kinds, _from, _to))];
        _frameworks = [.. workload.Frameworks.Select(_ => new WaitFigures())];
        _starvation = new Starvation[workload.Roles.Count];
        foreach (CellPlan plan in plans)
        {
            foreach (Machine machine in plan.Machines)
            {
                _capacity += machine.Capacity;
                Machines++;
            }
        }

        _waitLimit = options.MeanWaitLimit?.Ticks;
        _waitBudget = (Int128)(_waitLimit ?? 0) * workload.Jobs.Count;
        PrepareSeries(first);
    }

    private struct Starvation
    {
        internal long Waiting;
        internal long Running;
        internal long Since;
        internal long Longest;
    }

    internal long Events { get; set; }

    internal long TasksDone { get; set; }

    internal long TasksFailed { get; private set; }

    internal long JobsEnded { get; private set; }

    internal long GatheringsGivenUp { get; private set; }

    internal int Machines { get; }

    internal void Count(string name, double value, string unit)
    {
        int known = _counts.FindIndex(
            count => string.Equals(count.Name, name, StringComparison.Ordinal));
        if (known < 0)
        {
            _counts.Add((name, value, unit));
        }
        else
        {
            _counts[known] = _counts[known] with { Value = _counts[known].Value + value };
        }
    }

    internal void GaveUpGathering() => GatheringsGivenUp++;

    internal void OffersChanged(long now, in ResourceVector more, in ResourceVector less) =>
        _offered.Change(now, more, less);

    internal void Arrived(long now, int job)
    {
        int framework = _workload.Jobs[job].Framework;
        _all.Arrived++;
        _frameworks[framework].Arrived++;
        _waiting++;
        _waitingSince += now;
        Waits(now, framework, 1);
    }

    internal void TasksStart(long now, int job, in ResourceVector amounts)
    {
        int framework = _workload.Jobs[job].Framework;
        _use[framework].Change(now, amounts, ResourceVector.Zero);
        Runs(now, framework, 1);
    }

    internal void TasksStop(long now, int job, in ResourceVector amounts)
    {
        int framework = _workload.Jobs[job].Framework;
        _use[framework].Change(now, ResourceVector.Zero, amounts);
        Runs(now, framework, -1);
    }

    internal void AllStarted(int job, long now)
    {
        long submit = _workload.Jobs[job].Submit;
        _waiting--;
        _waitingSince -= submit;
        _waited += now - submit;
        Waits(now, _workload.Jobs[job].Framework, -1);
    }

    /// <summary>
    /// A job that had started waits again after a failure, or no longer does. It counts among those
    /// that wait, and for starvation, but its wait was over when all its tasks first ran.
    /// </summary>
    internal void WaitsAgain(long now, int job, int change)
    {
        _waitingAgain += change;
        Waits(now, _workload.Jobs[job].Framework, change);
    }

    internal void TaskFailed() => TasksFailed++;

    internal void WorkLost(long ticks) => _lostWork += ticks;

    /// <summary>
    /// A job ended, one way or another. A job withdrawn before all its tasks ran waited until then;
    /// an impossible one has no times.
    /// </summary>
    internal void Ended(long now, int index, ref readonly JobState state)
    {
        JobsEnded++;
        Job job = _workload.Jobs[index];
        WaitFigures own = _frameworks[job.Framework];
        if (state.AllStarted < 0)
        {
            AllStarted(index, now);
        }
        else if (state.TasksWaiting > 0)
        {
            WaitsAgain(now, index, -1);
        }

        Classify(_all, own, state.Status);
        if (state.Status != JobStatus.Impossible)
        {
            AddTimes(_all, job, in state, now);
            AddTimes(own, job, in state, now);
        }
        else
        {
            _waitBudget -= _waitLimit ?? 0;
        }

        if (_options.KeepJobs)
        {
            _jobs.Add(TimesOf(index, in state, now));
        }
    }

    /// <summary>
    /// Whether the mean wait must exceed its limit: what has been waited for already is more than
    /// all jobs together may wait. Impossible jobs do not wait, so they bring nothing to what all
    /// may.
    /// </summary>
    internal bool MustMissLimit(long now) =>
        _waitLimit is not null && _waited + ((Int128)_waiting * now) - _waitingSince > _waitBudget;

    private static void Classify(WaitFigures all, WaitFigures own, JobStatus status)
    {
        switch (status)
        {
            case JobStatus.Done:
                all.Done++;
                own.Done++;
                break;
            case JobStatus.Failed:
                all.Failed++;
                own.Failed++;
                break;
            case JobStatus.Withdrawn:
                all.Withdrawn++;
                own.Withdrawn++;
                break;
            default:
                all.Impossible++;
                own.Impossible++;
                break;
        }
    }

    private static void AddTimes(
        WaitFigures figures, Job job, ref readonly JobState state, long now)
    {
        long first = state.FirstStart >= 0 ? state.FirstStart : now;
        long all = state.AllStarted >= 0 ? state.AllStarted : now;
        figures.First.Add(Seconds(first - job.Submit));
        figures.All.Add(Seconds(all - job.Submit));
        if (state.Status == JobStatus.Done)
        {
            double completion = Seconds(now - job.Submit);
            figures.Completion.Add(completion);
            long ideal = job.EndsAt is { } end ? end - job.Submit : job.LongestTask;
            figures.Slowdown.Add(Math.Max(1, completion / Math.Max(1, Seconds(ideal))));
        }
    }

    private static JobTimes TimesOf(int job, ref readonly JobState state, long now) => new(
        job,
        state.Status.ToString().ToLowerInvariant(),
        state.FirstStart >= 0 ? Seconds(state.FirstStart) : double.NaN,
        state.AllStarted >= 0 ? Seconds(state.AllStarted) : double.NaN,
        Seconds(now));

    private static double Seconds(long ticks) => ticks / (double)TimeSpan.TicksPerSecond;

    private void Waits(long now, int framework, int change)
    {
        ref Starvation role = ref _starvation[_workload.Frameworks[framework].Role];
        Close(ref role, now);
        role.Waiting += change;
    }

    private void Runs(long now, int framework, int change)
    {
        ref Starvation role = ref _starvation[_workload.Frameworks[framework].Role];
        Close(ref role, now);
        role.Running += change;
    }

    /// <summary>A role starves while it has jobs that wait and nothing that runs.</summary>
    private static void Close(ref Starvation role, long now)
    {
        if (role.Waiting > 0 && role.Running == 0)
        {
            role.Longest = Math.Max(role.Longest, now - role.Since);
        }
        else
        {
            role.Since = now;
        }
    }
}
