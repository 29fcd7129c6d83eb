using Offers.Simulation.Traces;

namespace Offers.Simulation.Results;

/// <summary>What a workload would use if every job started when it is submitted.</summary>
internal static class DemandPeaks
{
    private const decimal High = 0.99m;

    /// <summary>The peaks of the roles against the peak of the sum. O(n log n).</summary>
    internal static MultiplexingGain Of(Workload workload, ResourceKind kind)
    {
        List<DemandChange> all = [];
        List<DemandChange>[] roles = [.. workload.Roles.Select(_ => new List<DemandChange>())];
        foreach (Job job in workload.Jobs)
        {
            AddJob(roles[workload.Frameworks[job.Framework].Role], job, kind);
        }

        foreach (List<DemandChange> role in roles)
        {
            all.AddRange(role);
        }

        decimal from = all.Count > 0 ? all.Min(change => change.Seconds) : 0;
        decimal to = all.Count > 0 ? all.Max(change => change.Seconds) : 0;
        DemandCurve sum = DemandCurve.Sweep(all);
        DemandCurve[] each = [.. roles.Select(DemandCurve.Sweep)];
        return new MultiplexingGain
        {
            SumOfPeaks = (double)each.Sum(role => role.Peak),
            PeakOfSum = (double)sum.Peak,
            SumOfP99 = (double)each.Sum(role => role.Percentile(High, from, to)),
            P99OfSum = (double)sum.Percentile(High, from, to),
        };
    }

    /// <summary>All that is asked for, in units times seconds.</summary>
    internal static double Work(Workload workload, ResourceKind kind) => workload.Jobs.Sum(job =>
        job.Groups.Sum(group =>
            (double)group.Demand[kind] / 1000 * group.Count * Seconds(Length(job, group))));

    private static void AddJob(List<DemandChange> changes, Job job, ResourceKind kind)
    {
        foreach (TaskGroup group in job.Groups)
        {
            decimal amount = group.Demand[kind] / 1000m * group.Count;
            long length = Length(job, group);
            if (amount > 0 && length > 0)
            {
                changes.Add(new DemandChange(Exact(job.Submit), amount));
                changes.Add(new DemandChange(Exact(job.Submit + length), -amount));
            }
        }
    }

    private static long Length(Job job, TaskGroup group) =>
        job.EndsAt is { } end ? end - job.Submit : group.Duration;

    private static decimal Exact(long ticks) => ticks / (decimal)TimeSpan.TicksPerSecond;

    private static double Seconds(long ticks) => ticks / (double)TimeSpan.TicksPerSecond;
}
