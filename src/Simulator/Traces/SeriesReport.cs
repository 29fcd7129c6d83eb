using System.Globalization;

namespace Offers.Simulation.Traces;

/// <summary>What <c>offers trace info</c> says about a virtual cluster series.</summary>
internal static class SeriesReport
{
    internal static void Write(VirtualClusterSeries series, TraceInfoRows rows)
    {
        rows.Section("Trace");
        rows.Text("file", Path.GetFileName(series.Path));
        rows.Text("format", "virtual cluster series");
        rows.Text("sha256", series.Sha256);
        if (series.Start is { } start)
        {
            rows.Text(
                "first minute", start.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        }

        rows.Count("minutes", series.Minutes, "min");
        rows.Count("virtual clusters", series.Clusters.Length, "clusters");
        WriteUse(series, rows);
        WriteDemand(series, rows);
    }

    private static void WriteUse(VirtualClusterSeries series, TraceInfoRows rows)
    {
        rows.Section("Use of the partitions");
        long first = series.Minutes == 0 ? 0 : series.Clusters.Sum(v => (long)v.Total[0]);
        rows.Count("GPUs in the first minute", first, "GPU");
        rows.Percent("utilization", SeriesInfo.Utilization(series), "");
        rows.Percent(
            "minutes in which some cluster had GPUs queued",
            SeriesInfo.QueuedMinutesShare(series),
            "");
        rows.Number("queued on average", SeriesInfo.MeanQueued(series), "GPU", 1);
        rows.Number("idle on average", SeriesInfo.MeanIdle(series), "GPU", 1);
        rows.Percent(
            "utilization if idle served queued at once",
            SeriesInfo.PooledUtilization(series),
            "");
    }

    private static void WriteDemand(VirtualClusterSeries series, TraceInfoRows rows)
    {
        MultiplexingGain gain = SeriesInfo.Multiplexing(series);
        rows.Section("Demand for GPUs, running and queued");
        rows.Number("peak of the sum", gain.PeakOfSum, "GPU", 0);
        rows.Number("sum of the peaks by cluster", gain.SumOfPeaks, "GPU", 0);
        rows.Number("multiplexing gain (MUX)", gain.Gain, "");
        rows.Number("99th percentile of the sum", gain.P99OfSum, "GPU", 0);
        rows.Number("sum of the 99th percentiles by cluster", gain.SumOfP99, "GPU", 0);
        rows.Number("multiplexing gain of 99th percentiles", gain.P99Gain, "");
    }
}
