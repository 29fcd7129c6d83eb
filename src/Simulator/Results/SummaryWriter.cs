using System.Text.Json;
using Offers.Simulation.Experiments;

namespace Offers.Simulation.Results;

/// <summary>
/// Writes summary.json: every figure of every run, each policy over all seeds, and what compaction
/// found. Its names are stable; scripts rely on them.
/// </summary>
internal static class SummaryWriter
{
    /// <summary>What a compaction holds both sides to.</summary>
    internal const string TargetMetric = "wait.all.mean";

    internal static void Write(Utf8JsonWriter json, ExperimentResult result)
    {
        json.WriteStartObject();
        json.WriteString("experiment", result.Experiment.Name);
        json.WriteString("version", ProductVersion.Current.Version);
        WriteArray(json, "runs", result.Runs, WriteRun);
        WriteArray(json, "aggregates", result.Aggregates, WriteAggregate);
        WriteArray(json, "compaction", result.Compactions, WriteCompaction);
        json.WriteEndObject();
    }

    private static void WriteArray<T>(
        Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRun(Utf8JsonWriter json, RunRecord run)
    {
        json.WriteString("policy", run.Policy);
        json.WriteString("workload", run.Workload);
        json.WriteNumber("seed", run.Seed);
        json.Numbers("axes", []);
        json.WriteString("digest", ManifestWriter.Digest(run.Result.Digest));
        if (run.Result.MissedLimit)
        {
            json.WriteBoolean("missed_limit", value: true);
        }

        json.WriteStartObject("metrics");
        foreach (MetricValue figure in run.Result.Figures)
        {
            json.WriteStartObject(figure.Name);
            json.Number("value", figure.Value);
            json.WriteString("unit", figure.Unit);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteAggregate(Utf8JsonWriter json, Aggregate aggregate)
    {
        json.WriteString("policy", aggregate.Policy);
        json.WriteString("workload", aggregate.Workload);
        json.Numbers("axes", []);
        json.WriteStartObject("metrics");
        foreach ((string name, Interval interval) in aggregate.Figures)
        {
            json.WriteStartObject(name);
            json.Number("mean", interval.Mean);
            json.Number("low", interval.Low);
            json.Number("high", interval.High);
            json.WriteString("unit", interval.Unit);
            json.WriteString("method", interval.Method);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteCompaction(Utf8JsonWriter json, Compaction compaction)
    {
        json.WriteString("workload", compaction.Workload);
        json.WriteStartObject("target");
        json.WriteString("metric", TargetMetric);
        json.Number("value", compaction.TargetSeconds);
        json.WriteString("unit", "s");
        json.WriteEndObject();
        WriteSize(json, "static", compaction.Static);
        WriteSize(json, "shared", compaction.Shared);
        WriteRatios(json, "", new CapacityRatios(compaction.Static, compaction.Shared));
        if (compaction.SharedPerRole is { } perRole)
        {
            WriteSize(json, "shared_per_role", perRole);
            WriteRatios(json, "_per_role", new CapacityRatios(compaction.Static, perRole));
        }

        WriteArray(json, "slices", compaction.Slices, WriteSlice);
        json.WriteNumber("simulations", compaction.Runs);
    }

    private static void WriteSlice(Utf8JsonWriter json, SliceSize slice)
    {
        json.WriteString("role", slice.Role);
        json.WriteNumber("jobs", slice.Jobs);
        WriteSizeFields(json, slice.Size);
    }

    private static void WriteRatios(Utf8JsonWriter json, string suffix, CapacityRatios ratios)
    {
        json.Numbers("ratio" + suffix, ratios.Select(r => KeyValuePair.Create(r.Name, r.Ratio)));
        json.Numbers(
            "ratio_low" + suffix, ratios.Select(r => KeyValuePair.Create(r.Name, r.Low)));
        json.Numbers(
            "ratio_high" + suffix, ratios.Select(r => KeyValuePair.Create(r.Name, r.High)));
    }

    private static void WriteSize(Utf8JsonWriter json, string name, CellSize size)
    {
        json.WriteStartObject(name);
        WriteSizeFields(json, size);
        json.WriteEndObject();
    }

    private static void WriteSizeFields(Utf8JsonWriter json, CellSize size)
    {
        json.Number("machines", size.Machines);
        json.Numbers("capacity", InOrder(size.Capacity));
        json.Number("machines_low", size.MachinesLow);
        json.Number("machines_high", size.MachinesHigh);
        json.Numbers("capacity_low", InOrder(size.CapacityLow));
        json.Numbers("capacity_high", InOrder(size.CapacityHigh));
        json.Number("wait_mean", size.MeanWaitSeconds);
        json.WriteString("worst_role", size.WorstRole);
        json.Number("worst_role_wait_mean", size.WorstRoleWaitSeconds);
    }

    private static IEnumerable<KeyValuePair<string, double>> InOrder(
        IReadOnlyDictionary<string, double> amounts) =>
        amounts.OrderBy(amount => amount.Key, StringComparer.Ordinal);
}
