namespace Offers.Simulation.Traces;

/// <summary>
/// Figures of a statically partitioned cluster, all averages over minutes. n is minutes times
/// partitions. All are 0 for an empty series.
/// </summary>
public static class SeriesInfo
{
    private const double High = 0.99;

    /// <summary>GPUs in use over GPUs owned. O(n).</summary>
    /// <param name="series">The series.</param>
    public static double Utilization(VirtualClusterSeries series) =>
        Ratio(Sum(series, v => v.Running), Sum(series, v => v.Total));

    /// <summary>The share of minutes in which some partition had GPUs queued. O(n).</summary>
    /// <param name="series">The series.</param>
    public static double QueuedMinutesShare(VirtualClusterSeries series) =>
        Ratio(PerMinute(series, v => v.Pending).Count(pending => pending > 0), series.Minutes);

    /// <summary>GPUs queued on average. O(n).</summary>
    /// <param name="series">The series.</param>
    public static double MeanQueued(VirtualClusterSeries series) =>
        Ratio(Sum(series, v => v.Pending), series.Minutes);

    /// <summary>GPUs owned and not in use on average. O(n).</summary>
    /// <param name="series">The series.</param>
    public static double MeanIdle(VirtualClusterSeries series) => Ratio(
        Sum(series, v => v.Total) - Sum(series, v => v.Running), series.Minutes);

    /// <summary>
    /// The utilization if, within each minute, idle GPUs served whatever was queued anywhere:
    /// running plus the smaller of queued and idle, over total. A bound: it supposes that any
    /// GPU suits any job and that nothing stays behind for the next minute. O(n).
    /// </summary>
    /// <param name="series">The series.</param>
    public static double PooledUtilization(VirtualClusterSeries series)
    {
        long[] total = PerMinute(series, v => v.Total);
        long[] running = PerMinute(series, v => v.Running);
        long[] pending = PerMinute(series, v => v.Pending);
        double served = 0;
        for (int i = 0; i < total.Length; i++)
        {
            served += running[i] + Math.Min(pending[i], total[i] - running[i]);
        }

        return Ratio(served, total.Sum());
    }

    /// <summary>
    /// What one pool saves against the partitions, where demand is what runs plus what is
    /// queued. O(n log n).
    /// </summary>
    /// <param name="series">The series.</param>
    public static MultiplexingGain Multiplexing(VirtualClusterSeries series)
    {
        long peaks = 0;
        long highs = 0;
        var all = new long[series.Minutes];
        foreach (VirtualCluster cluster in series.Clusters)
        {
            var demand = new long[series.Minutes];
            for (int i = 0; i < demand.Length; i++)
            {
                demand[i] = (long)cluster.Running[i] + cluster.Pending[i];
                all[i] += demand[i];
            }

            peaks += Peak(demand);
            highs += Percentile(demand);
        }

        return new MultiplexingGain
        {
            SumOfPeaks = peaks,
            PeakOfSum = Peak(all),
            SumOfP99 = highs,
            P99OfSum = Percentile(all),
        };
    }

    private static long[] PerMinute(
        VirtualClusterSeries series, Func<VirtualCluster, IReadOnlyList<int>> values)
    {
        var sums = new long[series.Minutes];
        foreach (VirtualCluster cluster in series.Clusters)
        {
            IReadOnlyList<int> minutes = values(cluster);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += minutes[i];
            }
        }

        return sums;
    }

    private static double Sum(
        VirtualClusterSeries series, Func<VirtualCluster, IReadOnlyList<int>> values) =>
        PerMinute(series, values).Sum();

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;

    private static long Peak(long[] values) => values.Length == 0 ? 0 : values.Max();

    /// <summary>The nearest-rank 99th percentile; sorts the values.</summary>
    private static long Percentile(long[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? 0 : values[(int)Math.Ceiling(High * values.Length) - 1];
    }
}
