namespace Offers.Simulation.Traces;

/// <summary>Figures of SWIM workloads. n is the number of jobs.</summary>
public static class SwimInfo
{
    /// <summary>Bytes that the maps of all jobs read. O(n).</summary>
    /// <param name="trace">The jobs.</param>
    public static double InputBytes(SwimTrace trace) =>
        trace.Jobs.Sum(job => (double)job.InputBytes);

    /// <summary>
    /// The nearest-rank percentile over jobs of their maps at one per started block; 0 without
    /// jobs. O(n log n).
    /// </summary>
    /// <param name="trace">The jobs.</param>
    /// <param name="share">Above 0, at most 1: 0.5 is the median, 1 the largest.</param>
    /// <param name="blockBytes">Bytes of one block, at least 1.</param>
    public static long MapsPercentile(
        SwimTrace trace, double share, long blockBytes = SwimJob.DefaultBlockBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        long[] maps = [.. trace.Jobs.Select(job => job.Maps(blockBytes)).Order()];
        return maps.Length == 0 ? 0 : maps[(int)Math.Ceiling(share * maps.Length) - 1];
    }

    /// <summary>
    /// What one pool saves against one cluster for each workload: bytes (input, shuffle and
    /// output) of the jobs submitted within each window, with every workload scaled to the same
    /// volume. Sum of the largest windows over the largest window of the sum; 0 without bytes.
    /// O(n).
    /// </summary>
    /// <param name="traces">The workloads, taken to begin at the same moment.</param>
    /// <param name="windowSeconds">How long a window is, above 0.</param>
    public static double Multiplexing(IReadOnlyList<SwimTrace> traces, double windowSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windowSeconds);
        double peaks = 0;
        var all = new SortedDictionary<long, double>();
        foreach (SwimTrace trace in traces)
        {
            SortedDictionary<long, double> windows = Windows(trace, windowSeconds);
            double volume = windows.Values.Sum();
            if (volume > 0)
            {
                peaks += windows.Values.Max() / volume;
                foreach ((long window, double bytes) in windows)
                {
                    all[window] = all.GetValueOrDefault(window) + (bytes / volume);
                }
            }
        }

        return all.Count == 0 ? 0 : peaks / all.Values.Max();
    }

    private static SortedDictionary<long, double> Windows(SwimTrace trace, double windowSeconds)
    {
        var windows = new SortedDictionary<long, double>();
        foreach (SwimJob job in trace.Jobs)
        {
            long window = (long)Math.Floor(job.SubmitSeconds / windowSeconds);
            double bytes = (double)job.InputBytes + job.ShuffleBytes + job.OutputBytes;
            windows[window] = windows.GetValueOrDefault(window) + bytes;
        }

        return windows;
    }
}
