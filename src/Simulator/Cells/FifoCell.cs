namespace Offers.Simulation;

/// <summary>
/// One queue for all, first in, first out, on machines that the scheduler sees whole: what a
/// monolithic scheduler does. With backfilling (EASY: Lifka 1995) a job behind a waiting head may
/// start if, by the durations that the trace knows, the head starts no later for it.
/// </summary>
internal sealed class FifoCell : Cell
{
    /// <summary>
    /// How many jobs behind the head a pass looks at, as batch schedulers limit it.
    /// </summary>
    private const int Depth = 100;

    private readonly JobQueue _queue;
    private readonly PlacementPool _pool;
    private readonly PlacementPool _shadow;
    private readonly List<Placement> _placements = [];
    private readonly List<Placement> _headPlacements = [];
    private readonly List<(long End, int Allotment)> _ends = [];
    private StableHash _digest;

    internal FifoCell(SimulationRun run, int index, CellPlan plan)
        : base(run, index, plan)
    {
        _queue = new JobQueue(run);
        _pool = new PlacementPool(Capacity);
        _shadow = new PlacementPool(Capacity);
        foreach (Machine machine in plan.Machines)
        {
            _pool.Add(machine.Capacity);
        }
    }

    /// <inheritdoc/>
    internal override ulong Digest => _digest.Value;

    /// <inheritdoc/>
    internal override void Submit(int job, bool again)
    {
        if (again)
        {
            _queue.AddFirst(job);
        }
        else
        {
            _queue.AddLast(job);
        }
    }

    /// <inheritdoc/>
    internal override void Release(ref readonly Allotment allotment) =>
        _pool.GiveBack(allotment.Machine, Run.DemandOf(in allotment));

    /// <inheritdoc/>
    internal override void Settle()
    {
        int head = _queue.Peek();
        while (head >= 0 && TryStart(head))
        {
            _queue.RemoveFirst();
            head = _queue.Peek();
        }

        if (head >= 0 && Plan.Kind == CellKind.FifoBackfill && _queue.Count > 1)
        {
            Backfill(head);
        }
    }

    /// <inheritdoc/>
    internal override ResourceVector FreeOn(int machine) => _pool[machine].Left;

    /// <inheritdoc/>
    internal override void AddHeads(List<int> jobs)
    {
        if (_queue.Peek() is >= 0 and int head)
        {
            jobs.Add(head);
        }
    }

    /// <summary>Starts all that fits of a job; whether nothing of it waits any more.</summary>
    private bool TryStart(int index)
    {
        Job job = Run.Workload.Jobs[index];
        ReadOnlySpan<int> waiting = Run.WaitingTasks(index);
        bool all = job.IsGang
            ? _pool.TryPlaceAll(job.Groups, waiting, _placements)
            : _pool.PlaceSome(job.Groups, waiting, _placements);
        StartPlaced(index);
        return all;
    }

    private void StartPlaced(int index)
    {
        foreach (Placement placement in _placements)
        {
            _digest.Add(Run.Now);
            _digest.Add(((long)index << 32) | (uint)placement.Place);
            Run.Start(this, index, placement.Group, placement.Count, placement.Place);
        }
    }

    private void Backfill(int head)
    {
        long start = FindShadow(head);
        int looked = 0;
        for (int place = 1; place < _queue.Count && looked < Depth; place++)
        {
            int index = _queue.At(place);
            if (!Run.IsWaiting(index))
            {
                continue;
            }

            looked++;
            if (TryBackfill(index, start))
            {
                _queue.RemoveAt(place--);
            }
        }
    }

    /// <summary>
    /// When the head can start if nothing else does, by the known ends of what runs. Leaves in the
    /// shadow the room that there will be at that moment beside the head. O(running log running).
    /// </summary>
    private long FindShadow(int head)
    {
        Job job = Run.Workload.Jobs[head];
        _shadow.CopyFrom(_pool);
        Run.CollectEnds(Index, _ends);
        _ends.Sort();
        for (int i = 0; i < _ends.Count; i++)
        {
            Allotment ended = Run.AllotmentAt(_ends[i].Allotment);
            _shadow.GiveBack(ended.Machine, Run.DemandOf(in ended));
            bool last = i + 1 == _ends.Count || _ends[i + 1].End > _ends[i].End;
            if (last && _shadow.TryPlaceAll(job.Groups, Run.WaitingTasks(head), _headPlacements))
            {
                return _ends[i].End;
            }
        }

        return long.MaxValue;
    }

    private bool TryBackfill(int index, long headStart)
    {
        Job job = Run.Workload.Jobs[index];
        if (!_pool.TryPlaceAll(job.Groups, Run.WaitingTasks(index), _placements))
        {
            return false;
        }

        long end = job.EndsAt is { } fixedEnd ? fixedEnd : Run.Now + job.LongestTask;
        bool endsFirst = end <= headStart;
        if (!endsFirst && !FitsBesideHead(job))
        {
            _pool.Undo(job.Groups, _placements);
            return false;
        }

        StartPlaced(index);
        return true;
    }

    private bool FitsBesideHead(Job job)
    {
        int taken = 0;
        foreach (Placement placement in _placements)
        {
            ResourceVector amounts = job.Groups[placement.Group].Demand.Scale(placement.Count);
            if (!amounts.Fits(_shadow[placement.Place].Left))
            {
                break;
            }

            _shadow.Take(placement.Place, amounts);
            taken++;
        }

        if (taken == _placements.Count)
        {
            return true;
        }

        for (int i = 0; i < taken; i++)
        {
            Placement placement = _placements[i];
            ResourceVector amounts = job.Groups[placement.Group].Demand.Scale(placement.Count);
            _shadow.GiveBack(placement.Place, amounts);
        }

        return false;
    }
}
