using System.Runtime.InteropServices;

namespace Offers.Simulation.Traces;

/// <summary>
/// Figures of a task trace, computed from its rows alone: every task is taken to start when it
/// is submitted and to run for its recorded duration. n is the number of rows.
/// </summary>
public static class TraceInfo
{
    private const decimal High = 0.99m;

    /// <summary>Instances: the counts of all rows. O(n).</summary>
    /// <param name="trace">The trace.</param>
    public static long Tasks(Trace trace) => trace.Tasks.Sum(task => (long)task.Count);

    /// <summary>Distinct jobs. O(n).</summary>
    /// <param name="trace">The trace.</param>
    public static int Jobs(Trace trace) =>
        trace.Tasks.Select(task => task.JobId).Distinct(StringComparer.Ordinal).Count();

    /// <summary>Distinct roles. O(n).</summary>
    /// <param name="trace">The trace.</param>
    public static int Roles(Trace trace) =>
        trace.Tasks.Select(task => task.Role).Distinct(StringComparer.Ordinal).Count();

    /// <summary>
    /// The roles with at least so many jobs, and the jobs in them; a job belongs to the role of
    /// its first row. O(n).
    /// </summary>
    /// <param name="trace">The trace.</param>
    /// <param name="least">How many jobs a role has to have to count.</param>
    public static (int Roles, int Jobs) RolesWithJobs(Trace trace, int least)
    {
        int[] large = trace.Tasks
            .DistinctBy(task => task.JobId, StringComparer.Ordinal)
            .CountBy(task => task.Role, StringComparer.Ordinal)
            .Select(role => role.Value)
            .Where(jobs => jobs >= least)
            .ToArray();
        return (large.Length, large.Sum());
    }

    /// <summary>Seconds from the first submission to the last end; 0 when empty. O(n).</summary>
    /// <param name="trace">The trace.</param>
    public static double SpanSeconds(Trace trace)
    {
        (decimal from, decimal to) = Window(trace);
        return (double)(to - from);
    }

    /// <summary>Demand times duration of all instances, in hours of the unit. O(n).</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="resource">Which resource.</param>
    public static double ResourceHours(Trace trace, TraceResource resource) =>
        trace.Tasks.Sum(task => task.Demand(resource) * task.Count * task.DurationSeconds) / 3600;

    /// <summary>
    /// The highest demand at any one moment, exact; a task occupies [submission, end), so one
    /// that ends when another begins does not overlap it. O(n log n).
    /// </summary>
    /// <param name="trace">The trace.</param>
    /// <param name="resource">Which resource.</param>
    public static double PeakDemand(Trace trace, TraceResource resource) =>
        (double)DemandCurve.Sweep(Changes(trace, resource)).Peak;

    /// <summary>
    /// What one pool saves against a partition for each role. Percentiles are over time from
    /// the first submission to the last end, for every role alike. O(n log n).
    /// </summary>
    /// <param name="trace">The trace.</param>
    /// <param name="resource">Which resource.</param>
    public static MultiplexingGain Multiplexing(Trace trace, TraceResource resource)
    {
        (decimal from, decimal to) = Window(trace);
        decimal peaks = 0;
        decimal highs = 0;
        foreach (List<DemandChange> changes in ChangesByRole(trace, resource).Values)
        {
            DemandCurve role = DemandCurve.Sweep(changes);
            peaks += role.Peak;
            highs += role.Percentile(High, from, to);
        }

        DemandCurve all = DemandCurve.Sweep(Changes(trace, resource));
        return new MultiplexingGain
        {
            SumOfPeaks = (double)peaks,
            PeakOfSum = (double)all.Peak,
            SumOfP99 = (double)highs,
            P99OfSum = (double)all.Percentile(High, from, to),
        };
    }

    /// <summary>What all machines have together, exact. O(machines).</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="resource">Which resource.</param>
    public static double Capacity(Trace trace, TraceResource resource) =>
        (double)trace.Machines.Sum(machine => (decimal)machine.Capacity(resource));

    /// <summary>Rows that the trace's own end cut off. O(n).</summary>
    /// <param name="trace">The trace.</param>
    public static int CensoredRows(Trace trace) => trace.Tasks.Count(task => task.IsCensored);

    /// <summary>Rows for which no start is known. O(n).</summary>
    /// <param name="trace">The trace.</param>
    public static int RowsWithoutStart(Trace trace) =>
        trace.Tasks.Count(task => task.StartSeconds is null);

    /// <summary>Rows that ask for no resource at all (though they once ran). O(n).</summary>
    /// <param name="trace">The trace.</param>
    public static int RowsWithoutDemand(Trace trace) =>
        trace.Tasks.Count(task => task.IsWithoutDemand);

    /// <summary>Rows that ask for a part of a GPU beside whole ones or none. O(n).</summary>
    /// <param name="trace">The trace.</param>
    public static int RowsWithFractionalGpus(Trace trace) =>
        trace.Tasks.Count(task => task.Gpus != Math.Floor(task.Gpus));

    private static (decimal From, decimal To) Window(Trace trace) => trace.Tasks.IsEmpty
        ? (0, 0)
        : (trace.Tasks.Min(task => (decimal)task.SubmitSeconds), trace.Tasks.Max(End));

    private static decimal End(TraceTask task) =>
        (decimal)task.SubmitSeconds + (decimal)task.DurationSeconds;

    private static List<DemandChange> Changes(Trace trace, TraceResource resource)
    {
        var changes = new List<DemandChange>(2 * trace.Tasks.Length);
        foreach (TraceTask task in trace.Tasks)
        {
            Add(changes, task, resource);
        }

        return changes;
    }

    private static Dictionary<string, List<DemandChange>> ChangesByRole(
        Trace trace, TraceResource resource)
    {
        var roles = new Dictionary<string, List<DemandChange>>(StringComparer.Ordinal);
        foreach (TraceTask task in trace.Tasks)
        {
            ref List<DemandChange>? changes =
                ref CollectionsMarshal.GetValueRefOrAddDefault(roles, task.Role, out _);
            Add(changes ??= [], task, resource);
        }

        return roles;
    }

    private static void Add(
        List<DemandChange> changes, in TraceTask task, TraceResource resource)
    {
        decimal amount = (decimal)task.Demand(resource) * task.Count;
        if (amount > 0)
        {
            changes.Add(new DemandChange((decimal)task.SubmitSeconds, amount));
            changes.Add(new DemandChange(End(task), -amount));
        }
    }
}
