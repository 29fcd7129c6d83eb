namespace Offers.Simulation.Traces;

/// <summary>What <c>offers trace info</c> says about a SWIM workload.</summary>
internal static class SwimReport
{
    internal static void Write(SwimTrace trace, TraceInfoRows rows)
    {
        rows.Section("Trace");
        rows.Text("file", Path.GetFileName(trace.Path));
        rows.Text("format", "SWIM jobs");
        rows.Text("sha256", trace.Sha256);
        rows.Section("Work");
        rows.Count("jobs", trace.Jobs.Length, "jobs");
        double last = trace.Jobs.IsEmpty ? 0 : trace.Jobs.Max(job => job.SubmitSeconds);
        rows.Number("last submission", last / 3600, "h");
        rows.Number("map input", SwimInfo.InputBytes(trace) / 1e12, "TB", 1);
        rows.Section("Maps of a job at one per 128 MiB of input");
        rows.Count("median", SwimInfo.MapsPercentile(trace, 0.5), "maps");
        rows.Count("90th percentile", SwimInfo.MapsPercentile(trace, 0.9), "maps");
        rows.Count("99th percentile", SwimInfo.MapsPercentile(trace, 0.99), "maps");
        rows.Count("largest", SwimInfo.MapsPercentile(trace, 1), "maps");
    }
}
