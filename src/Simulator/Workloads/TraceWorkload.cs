using Offers.Simulation.Experiments;
using Offers.Simulation.Traces;

namespace Offers.Simulation.Workloads;

/// <summary>
/// The workload of a trace: the rows of one job that were submitted together are one job of it,
/// each role has one framework.
/// </summary>
internal sealed class TraceWorkload(Experiment experiment)
{
    private readonly WorkloadSpec _spec = experiment.Workload;
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();
    private readonly List<(string Reason, int Jobs)> _leftOut = [];

    internal Workload Read()
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(experiment.Path)) ?? ".";
        string path = Path.Combine(folder, _spec.Trace!);
        string? machines = _spec.Machines is { } file ? Path.Combine(folder, file) : null;
        Trace trace = TraceReader.Read(path, machines);
        TraceUnits units = new(trace, _schema);
        List<Machine> inventory = WorkloadFactory.InventoryOf(experiment, _schema);
        if (inventory.Count == 0)
        {
            inventory.AddRange(trace.Machines.Select(m =>
                new Machine(m.Id, units.Of(m.Cpus, m.MemoryGiB, m.Gpus))));
        }

        if (inventory.Count == 0)
        {
            throw new InputException(
                path, 0, "machines", "none", "a machine file beside the trace, or cell.shapes");
        }

        List<Draft> drafts = Select(trace);
        List<string> roles = [.. drafts.Select(draft => draft.Role).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
        return new Workload
        {
            Name = Path.GetFileName(path).Split('.')[0],
            Schema = _schema,
            Roles = roles,
            Weights = [.. roles.Select(_ => Weight.One)],
            Frameworks = [.. roles.Select((role, index) =>
                WorkloadFactory.FrameworkOf(experiment, role, index))],
            Jobs = Build(drafts, roles, units),
            Inventory = inventory,
            LeftOut = _leftOut,
            IsFixed = true,
            Files = trace.MachinesPath is { } beside ? [trace.Path, beside] : [trace.Path],
            Capabilities = WorkloadFactory.CapabilitiesOf(experiment),
        };
    }

    /// <summary>Rows of a job that were submitted together.</summary>
    private sealed record Draft(string Id, string Role, double Submit, List<TraceTask> Rows);

    private List<Draft> Select(Trace trace)
    {
        Dictionary<(string, double), Draft> drafts = [];
        HashSet<string> idle = new(StringComparer.Ordinal);
        HashSet<string> outside = new(StringComparer.Ordinal);
        foreach (TraceTask row in trace.Tasks)
        {
            bool inside = row.SubmitSeconds >= _spec.FromSeconds
                && row.SubmitSeconds < (_spec.ToSeconds ?? double.PositiveInfinity);
            if (!inside || row.IsWithoutDemand)
            {
                (inside ? idle : outside).Add(row.JobId);
                continue;
            }

            (string, double) key = (row.JobId, row.SubmitSeconds);
            if (!drafts.TryGetValue(key, out Draft? draft))
            {
                draft = new Draft(row.JobId, row.Role, row.SubmitSeconds, []);
                drafts.Add(key, draft);
            }

            draft.Rows.Add(row);
        }

        HashSet<string> kept = new(drafts.Values.Select(d => d.Id), StringComparer.Ordinal);
        outside.ExceptWith(kept);
        idle.ExceptWith(kept);
        LeaveOut("submitted outside the chosen time", outside.Count);
        LeaveOut("that ask for nothing", idle.Count);
        return DropSmallRoles([.. drafts.Values.OrderBy(draft => draft.Submit)], trace.Path);
    }

    private List<Draft> DropSmallRoles(List<Draft> drafts, string path)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (Draft draft in drafts)
        {
            counts[draft.Role] = counts.GetValueOrDefault(draft.Role) + 1;
        }

        List<Draft> kept = [.. drafts.Where(draft => counts[draft.Role] >= _spec.MinJobsPerRole)];
        LeaveOut(
            $"of a role with fewer than {_spec.MinJobsPerRole} jobs", drafts.Count - kept.Count);
        return kept.Count > 0
            ? kept
            : throw new InputException(path, 0, "jobs", "none", "at least one in the chosen part");
    }

    private void LeaveOut(string reason, int jobs)
    {
        if (jobs > 0)
        {
            _leftOut.Add((reason, jobs));
        }
    }

    private List<Job> Build(List<Draft> drafts, List<string> roles, TraceUnits units)
    {
        Dictionary<string, int> index = new(StringComparer.Ordinal);
        for (int i = 0; i < roles.Count; i++)
        {
            index.Add(roles[i], i);
        }

        ShapeIndex shapes = new(_schema);
        List<Job> jobs = [];
        foreach (Draft draft in drafts)
        {
            List<TaskGroup> groups = [];
            foreach (TraceTask row in draft.Rows)
            {
                AddGroups(row, units, groups);
            }

            jobs.Add(new Job
            {
                Id = draft.Id,
                Framework = index[draft.Role],
                Submit = Timestamp.FromSeconds(draft.Submit).Ticks,
                Groups = groups,
                IsGang = _spec.Gang,
                IsCensored = draft.Rows.Exists(row => row.IsCensored),
                Shape = shapes.Of(groups, _spec.Gang),
                TaskCount = groups.Sum(group => group.Count),
                LongestTask = groups.Max(group => group.Duration),
            });
        }

        return jobs;
    }

    private void AddGroups(in TraceTask row, TraceUnits units, List<TaskGroup> groups)
    {
        long duration = Timestamp.FromSeconds(row.DurationSeconds).Ticks;
        double most = _spec.GpusPerTask ?? double.PositiveInfinity;
        if (row.Gpus <= most)
        {
            Add(groups, row.Count, units.Of(row.Cpus, row.MemoryGiB, row.Gpus), duration);
            return;
        }

        // The row is a job's total: tasks of the most gpus each, and one with what remains.
        int whole = (int)Math.Floor(row.Gpus / most);
        double part = most / row.Gpus;
        double rest = row.Gpus - (whole * most);
        ResourceVector full = units.Of(row.Cpus * part, row.MemoryGiB * part, most);
        Add(groups, whole * row.Count, full, duration);
        if (rest > 0)
        {
            part = rest / row.Gpus;
            ResourceVector small = units.Of(row.Cpus * part, row.MemoryGiB * part, rest);
            Add(groups, row.Count, small, duration);
        }
    }

    /// <summary>Rows that ask the same for the same time become one group.</summary>
    private static void Add(
        List<TaskGroup> groups, int count, in ResourceVector demand, long duration)
    {
        if (groups.Count > 0 && groups[^1].Duration == duration && groups[^1].Demand == demand)
        {
            groups[^1] = groups[^1] with { Count = groups[^1].Count + count };
            return;
        }

        groups.Add(new TaskGroup(count, demand, duration));
    }
}
