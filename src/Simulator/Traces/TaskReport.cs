namespace Offers.Simulation.Traces;

/// <summary>What <c>offers trace info</c> says about a task trace.</summary>
internal static class TaskReport
{
    private const int LargeRole = 100;
    private const double SecondsPerDay = 86_400;

    internal static void Write(Trace trace, TraceInfoRows rows)
    {
        WriteFiles(trace, rows);
        WriteWork(trace, rows);
        WriteCell(trace, rows);
        foreach (TraceResource resource in Asked(trace))
        {
            WriteDemand(trace, resource, rows);
        }

        if (2 * SnapshotInfo.RunningRows(trace) > trace.Tasks.Length && trace.Machines.Length > 0)
        {
            WriteSnapshot(trace, rows);
        }
    }

    private static IEnumerable<TraceResource> Asked(Trace trace) =>
        Enum.GetValues<TraceResource>()
            .Where(resource => trace.Tasks.Any(task => task.Demand(resource) > 0));

    private static void WriteFiles(Trace trace, TraceInfoRows rows)
    {
        rows.Section("Trace");
        rows.Text("file", Path.GetFileName(trace.Path));
        rows.Text("format", "tasks");
        rows.Text("sha256", trace.Sha256);
        if (trace.MachinesPath is not null)
        {
            rows.Text("machine file", Path.GetFileName(trace.MachinesPath));
            rows.Text("machine file sha256", trace.MachinesSha256 ?? "");
        }
    }

    private static void WriteWork(Trace trace, TraceInfoRows rows)
    {
        (int largeRoles, int jobsInThem) = TraceInfo.RolesWithJobs(trace, LargeRole);
        rows.Section("Work");
        rows.Count("rows", trace.Tasks.Length, "rows");
        rows.Count("tasks (counts summed)", TraceInfo.Tasks(trace), "tasks");
        rows.Count("jobs", TraceInfo.Jobs(trace), "jobs");
        rows.Count("roles", TraceInfo.Roles(trace), "roles");
        rows.Count("roles with at least 100 jobs", largeRoles, "roles");
        rows.Count("jobs in these roles", jobsInThem, "jobs");
        double span = TraceInfo.SpanSeconds(trace);
        rows.Number("first submission to last end", span, "s");
        rows.Number("the same in days", span / SecondsPerDay, "d");
        foreach (TraceResource resource in Asked(trace))
        {
            rows.Number(
                Name(resource) + " used",
                TraceInfo.ResourceHours(trace, resource),
                HourUnit(trace, resource),
                0);
        }

        rows.Count("cut off by the end of the trace", TraceInfo.CensoredRows(trace), "rows");
        rows.Count("without a known start", TraceInfo.RowsWithoutStart(trace), "rows");
        rows.Count("without any demand", TraceInfo.RowsWithoutDemand(trace), "rows");
        rows.Count("with fractional GPUs", TraceInfo.RowsWithFractionalGpus(trace), "rows");
    }

    private static void WriteCell(Trace trace, TraceInfoRows rows)
    {
        if (trace.Machines.IsEmpty)
        {
            return;
        }

        rows.Section("Cell");
        rows.Count("machines", trace.Machines.Length, "machines");
        foreach (TraceResource resource in Enum.GetValues<TraceResource>())
        {
            double capacity = TraceInfo.Capacity(trace, resource);
            if (capacity > 0)
            {
                rows.Number(Name(resource), capacity, Unit(trace, resource));
            }
        }
    }

    private static void WriteDemand(Trace trace, TraceResource resource, TraceInfoRows rows)
    {
        MultiplexingGain gain = TraceInfo.Multiplexing(trace, resource);
        string unit = Unit(trace, resource);
        rows.Section($"Demand for {Name(resource)} if every task starts when it is submitted");
        rows.Number("peak of the sum", gain.PeakOfSum, unit);
        rows.Number("sum of the peaks by role", gain.SumOfPeaks, unit);
        rows.Number("multiplexing gain (MUX)", gain.Gain, "");
        rows.Number("99th percentile of the sum", gain.P99OfSum, unit);
        rows.Number("sum of the 99th percentiles by role", gain.SumOfP99, unit);
        rows.Number("multiplexing gain of 99th percentiles", gain.P99Gain, "");
    }

    private static void WriteSnapshot(Trace trace, TraceInfoRows rows)
    {
        OwnedMachines byRole = SnapshotInfo.Owned(trace, task => task.Role);
        OwnedMachines byTier = SnapshotInfo.Owned(trace, SnapshotInfo.ProductionOrRest);
        rows.Section("Running when the trace begins");
        rows.Count("rows", SnapshotInfo.RunningRows(trace), "rows");
        rows.Count("roles", SnapshotInfo.RunningRoles(trace), "roles");
        rows.Count("roles with cpus dominant", SnapshotInfo.CpuDominantRoles(trace), "roles");
        foreach (TraceResource resource in (TraceResource[])
            [TraceResource.Cpus, TraceResource.Memory])
        {
            double share = SnapshotInfo.AskedShare(trace, resource);
            rows.Percent(Name(resource) + " asked for", share, "of the cell");
        }

        rows.Number("average machines for one pool", byRole.Pooled, "machines");
        rows.Percent("more if every role owns whole machines", byRole.WholeOverhead, "");
        rows.Percent("more if roles may own parts of machines", byRole.FluidOverhead, "");
        rows.Percent("more if production is kept apart", byTier.WholeOverhead, "");
    }

    private static string Name(TraceResource resource) => resource switch
    {
        TraceResource.Cpus => "cpus",
        TraceResource.Memory => "memory",
        _ => "GPUs",
    };

    private static string Unit(Trace trace, TraceResource resource) => resource switch
    {
        TraceResource.Gpus => "GPU",
        _ when trace.IsNormalised => "largest machines",
        TraceResource.Cpus => "CPU",
        _ => "GiB",
    };

    private static string HourUnit(Trace trace, TraceResource resource) =>
        trace.IsNormalised && resource != TraceResource.Gpus
            ? "largest-machine h"
            : Unit(trace, resource) + " h";
}
