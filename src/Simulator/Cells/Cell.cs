namespace Offers.Simulation;

/// <summary>
/// A set of machines and whoever decides what runs on them. A run has one cell when it shares and
/// one a role when it partitions. Cells hold no time of their own: <see cref="SimulationRun"/>
/// drives them.
/// </summary>
internal abstract class Cell(SimulationRun run, int index, CellPlan plan)
{
    private readonly Dictionary<int, bool> _fits = [];

    internal SimulationRun Run { get; } = run;

    internal int Index { get; } = index;

    internal CellPlan Plan { get; } = plan;

    /// <summary>Sum of its machines.</summary>
    internal ResourceVector Capacity { get; } = CapacityOf(plan.Machines);

    /// <summary>The state of the decisions: equal histories have equal digests.</summary>
    internal abstract ulong Digest { get; }

    /// <summary>
    /// Whether the job could run if the cell were empty. O(1) after the first of its shape.
    /// </summary>
    internal bool CouldEverRun(Job job)
    {
        if (!_fits.TryGetValue(job.Shape, out bool fits))
        {
            fits = FitsEmpty(job);
            _fits.Add(job.Shape, fits);
        }

        return fits;
    }

    /// <summary>
    /// A job was submitted, or is tried again after a failure (then it goes first).
    /// </summary>
    internal abstract void Submit(int job, bool again);

    /// <summary>Tasks ended or were stopped; what they used is free.</summary>
    internal abstract void Release(ref readonly Allotment allotment);

    /// <summary>
    /// What a waiting job needs has changed: a task of it waits again, or it no longer waits at
    /// all.
    /// </summary>
    internal virtual void Changed(int job)
    {
    }

    /// <summary>A timer that a framework of this cell had set.</summary>
    internal virtual void OnTimer(int framework, int token)
    {
    }

    /// <summary>Time for the allocator's batch.</summary>
    internal virtual void OnBatch(int token)
    {
    }

    /// <summary>Time at which offers may time out.</summary>
    internal virtual void OnOfferTimeout()
    {
    }

    /// <summary>Called before the first command of a later moment.</summary>
    internal virtual void CatchUp()
    {
    }

    /// <summary>Called after all commands of a moment: decides what can be decided now.</summary>
    internal abstract void Settle();

    /// <summary>What is free on a machine and in nobody's hands; for the series.</summary>
    internal abstract ResourceVector FreeOn(int machine);

    /// <summary>Adds the head jobs that wait here; for the series.</summary>
    internal abstract void AddHeads(List<int> jobs);

    /// <summary>Adds the cell's own figures to the metrics of a finished run.</summary>
    internal virtual void AddFigures(RunMetrics metrics)
    {
    }

    private static ResourceVector CapacityOf(IReadOnlyList<Machine> machines)
    {
        ResourceVector sum = default;
        foreach (Machine machine in machines)
        {
            sum += machine.Capacity;
        }

        return sum;
    }

    /// <summary>Whether a machine of the cell can be had at all.</summary>
    protected virtual bool IsUsable(Machine machine) => true;

    private bool FitsEmpty(Job job)
    {
        PlacementPool pool = new(Capacity);
        foreach (Machine machine in Plan.Machines.Where(IsUsable))
        {
            pool.Add(machine.Capacity);
        }

        List<Placement> placements = [];
        int[] counts = [.. job.Groups.Select(group => job.IsGang ? group.Count : 1)];
        if (job.IsGang)
        {
            return pool.TryPlaceAll(job.Groups, counts, placements);
        }

        for (int g = 0; g < counts.Length; g++)
        {
            if (!pool.TryPlaceAll([job.Groups[g]], counts.AsSpan(g, 1), placements))
            {
                return false;
            }

            pool.Undo([job.Groups[g]], placements);
        }

        return true;
    }
}
