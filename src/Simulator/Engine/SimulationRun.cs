using System.Diagnostics;

namespace Offers.Simulation;

/// <summary>
/// One run: a workload under one plan of cells with one seed, on one thread, from the first arrival
/// until the last job is done. The same inputs give the same history, event by event.
/// </summary>
internal sealed partial class SimulationRun
{
    private readonly JobState[] _states;
    private readonly int[] _groupOffsets;
    private readonly int[] _tasksWaiting;
    private readonly int[] _tasksStarted;
    private readonly int[] _cellOfRole;
    private readonly List<Cell> _touched = [];
    private readonly bool[] _isTouched;
    private Allotment[] _allotments = new Allotment[64];
    private int _freeAllotment = -1;
    private int _allotmentEnd;
    private int _nextArrival;
    private StableHash _digest;

    internal SimulationRun(
        Workload workload, IReadOnlyList<CellPlan> plans, ulong seed, RunOptions options)
    {
        Workload = workload;
        Seed = seed;
        Options = options;
        _states = new JobState[workload.Jobs.Count];
        _groupOffsets = new int[_states.Length + 1];
        for (int i = 0; i < _states.Length; i++)
        {
            _states[i] = new JobState { FirstAllotment = -1, FirstStart = -1, AllStarted = -1 };
            _groupOffsets[i + 1] = _groupOffsets[i] + workload.Jobs[i].Groups.Count;
        }

        _tasksWaiting = new int[_groupOffsets[^1]];
        _tasksStarted = new int[_groupOffsets[^1]];
        _cellOfRole = new int[workload.Roles.Count];
        Array.Fill(_cellOfRole, -1);
        Now = _states.Length > 0 ? workload.Jobs[0].Submit : 0;
        Metrics = new RunMetrics(workload, plans, options);
        AllocatorOptions allocator = options.Allocator with { Seed = seed };
        Cells = new Cell[plans.Count];
        for (int c = 0; c < Cells.Length; c++)
        {
            Cells[c] = plans[c].Kind == CellKind.Offers
                ? new OfferCell(this, c, plans[c], allocator)
                : new FifoCell(this, c, plans[c]);
            foreach (int role in plans[c].Roles)
            {
                _cellOfRole[role] = c;
            }
        }

        _isTouched = new bool[Cells.Length];
    }

    internal Workload Workload { get; }

    internal ulong Seed { get; }

    internal RunOptions Options { get; }

    internal Cell[] Cells { get; }

    internal RunMetrics Metrics { get; }

    internal EventQueue Events { get; } = new();

    /// <summary>The present moment, in ticks.</summary>
    internal long Now { get; private set; }

    internal int JobsOpen { get; private set; }

    internal ReadOnlySpan<JobState> States => _states;

    /// <summary>Runs to the end.</summary>
    /// <param name="progress">
    /// Told now and then the part of the jobs that have ended, from 0 to 1.
    /// </param>
    /// <param name="cancel">Stops the run with <see cref="OperationCanceledException"/>.</param>
    internal RunResult Run(IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        long started = Stopwatch.GetTimestamp();
        ScheduleSample();
        for (long step = 0; Step(); step++)
        {
            if ((step & 0x3FFF) == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Report(Metrics.JobsEnded / (double)_states.Length);
            }

            if (Metrics.MustMissLimit(Now))
            {
                return RunMetrics.Stopped(Stopwatch.GetElapsedTime(started));
            }
        }

        if (JobsOpen > 0)
        {
            throw new SimulationException(
                $"{JobsOpen} jobs wait and nothing will ever happen: {WhyStuck()}");
        }

        foreach (Cell cell in Cells)
        {
            cell.CatchUp();
            cell.AddFigures(Metrics);
            _digest.Add((long)cell.Digest);
        }

        return Metrics.Finish(this, _digest.Value, Stopwatch.GetElapsedTime(started));
    }

    internal bool IsWaiting(int job) => _states[job].Status == JobStatus.Waiting;

    /// <summary>How many tasks of each group of the job wait.</summary>
    internal ReadOnlySpan<int> WaitingTasks(int job) =>
        _tasksWaiting.AsSpan(_groupOffsets[job], _groupOffsets[job + 1] - _groupOffsets[job]);

    internal ResourceVector DemandOf(ref readonly Allotment allotment)
    {
        ResourceVector demand = Workload.Jobs[allotment.Job].Groups[allotment.Group].Demand;
        return allotment.Count == 1 ? demand : demand.Scale(allotment.Count);
    }

    internal Allotment AllotmentAt(int index) => _allotments[index];

    /// <summary>The known ends of all that runs in a cell.</summary>
    internal void CollectEnds(int cell, List<(long End, int Allotment)> ends)
    {
        ends.Clear();
        for (int i = 0; i < _allotmentEnd; i++)
        {
            if (_allotments[i].Count > 0 && _allotments[i].Cell == cell)
            {
                ends.Add((_allotments[i].End, i));
            }
        }
    }

    /// <summary>Handles all events of the next moment; false when there is none.</summary>
    private bool Step()
    {
        long arrival = _nextArrival < _states.Length
            ? Workload.Jobs[_nextArrival].Submit
            : long.MaxValue;
        if (JobsOpen == 0 && arrival == long.MaxValue)
        {
            return false;
        }

        long time = Math.Min(arrival, Events.NextTime);
        if (time == long.MaxValue)
        {
            return false;
        }

        Now = time;
        while (Events.NextTime == time && Events.NextKind < EventKind.Batch)
        {
            Handle(Events.Take());
        }

        while (_nextArrival < _states.Length && Workload.Jobs[_nextArrival].Submit == time)
        {
            Arrive(_nextArrival++);
        }

        SettleTouched();
        while (Events.NextTime == time && Events.NextKind >= EventKind.Batch)
        {
            Handle(Events.Take());
            SettleTouched();
        }

        return true;
    }

    private void Handle(Event next)
    {
        Metrics.Events++;
        switch (next.Kind)
        {
            case EventKind.TasksEnd:
                OnTasksEnd(next);
                break;
            case EventKind.TaskFails:
                OnTaskFails(next);
                break;
            case EventKind.JobEnds:
                OnJobEnds(next.Subject);
                break;
            case EventKind.FrameworkTimer:
                Touch(CellOf(next.Subject)).OnTimer(next.Subject, next.Token);
                break;
            case EventKind.OfferTimeout:
                Touch(Cells[next.Subject]).OnOfferTimeout();
                break;
            case EventKind.Batch:
                Touch(Cells[next.Subject]).OnBatch(next.Token);
                break;
            default:
                Metrics.Sample(this);
                ScheduleSample();
                break;
        }

        if (Options.CheckEvery > 0 && Metrics.Events % Options.CheckEvery == 0)
        {
            CheckInvariants();
        }
    }

    private Cell CellOf(int framework) => Cells[_cellOfRole[Workload.Frameworks[framework].Role]];

    private Cell Touch(Cell cell)
    {
        if (!_isTouched[cell.Index])
        {
            _isTouched[cell.Index] = true;
            _touched.Add(cell);
            cell.CatchUp();
        }

        return cell;
    }

    private void SettleTouched()
    {
        foreach (Cell cell in _touched)
        {
            cell.Settle();
            _isTouched[cell.Index] = false;
        }

        _touched.Clear();
    }

    private void ScheduleSample()
    {
        if (Options.SeriesPoints > 0 && (Events.Count > 0 || _nextArrival < _states.Length))
        {
            Events.Add(Metrics.NextSample(Now), EventKind.Sample, 0, 0);
        }
    }

    private void CheckInvariants()
    {
        foreach (Cell cell in Cells)
        {
            if (cell is OfferCell offers
                && Invariants.Check(offers.Allocator) is { Count: > 0 } violations)
            {
                InvariantViolation first = violations[0];
                throw new SimulationException($"invariant {first.Number}: {first.Message}");
            }
        }
    }

    private string WhyStuck()
    {
        List<int> heads = [];
        foreach (Cell cell in Cells)
        {
            cell.AddHeads(heads);
        }

        return heads.Count == 0
            ? "no job is at the head of a queue"
            : $"first of them is job {Workload.Jobs[heads[0]].Id}";
    }
}
