using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Offers.Simulation.Experiments;

namespace Offers.Simulation.Results;

/// <summary>Writes manifest.json: how a result came to be, so that it can be made again.</summary>
internal static class ManifestWriter
{
    internal static void Write(Utf8JsonWriter json, ExperimentResult result)
    {
        Experiment experiment = result.Experiment;
        ProductVersion product = ProductVersion.Current;
        json.WriteStartObject();
        json.WriteString("experiment", experiment.Name);
        json.WriteString("question", experiment.Question);
        json.WriteString("version", product.Version);
        json.WriteString("commit", product.Commit);
        json.WriteString("command_line", result.CommandLine);
        json.WriteString("workload", result.Workload.Name);
        json.Texts("policies", experiment.Policies);
        WriteSeeds(json, experiment.Seeds);
        WriteInputs(json, result.Inputs);
        WriteMachine(json);
        WriteQuantity(json, "wall", result.Wall.TotalSeconds, "s");
        WriteUnits(json, result);
        WriteRuns(json, result.Runs);
        json.WriteEndObject();
    }

    /// <summary>A digest as it stands in all files: 16 hexadecimal digits.</summary>
    internal static string Digest(ulong digest) =>
        digest.ToString("x16", CultureInfo.InvariantCulture);

    private static void WriteSeeds(Utf8JsonWriter json, IReadOnlyList<ulong> seeds)
    {
        json.WriteStartArray("seeds");
        foreach (ulong seed in seeds)
        {
            json.WriteNumberValue(seed);
        }

        json.WriteEndArray();
    }

    private static void WriteInputs(Utf8JsonWriter json, IReadOnlyDictionary<string, string> inputs)
    {
        json.WriteStartObject("inputs");
        foreach ((string path, string digest) in inputs.OrderBy(i => i.Key, StringComparer.Ordinal))
        {
            json.WriteString(path, digest);
        }

        json.WriteEndObject();
    }

    private static void WriteMachine(Utf8JsonWriter json)
    {
        json.WriteStartObject("machine");
        json.WriteString("os", RuntimeInformation.OSDescription);
        json.WriteString("architecture", RuntimeInformation.OSArchitecture.ToString());
        json.WriteNumber("cores", Environment.ProcessorCount);
        json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        json.WriteEndObject();
    }

    private static void WriteQuantity(Utf8JsonWriter json, string name, double value, string unit)
    {
        json.WriteStartObject(name);
        json.Number("value", value);
        json.WriteString("unit", unit);
        json.WriteEndObject();
    }

    private static void WriteUnits(Utf8JsonWriter json, ExperimentResult result)
    {
        json.WriteStartObject("series_units");
        foreach ((string name, string unit) in SeriesWriter.Columns(result))
        {
            json.WriteString(name, unit);
        }

        json.WriteEndObject();
    }

    private static void WriteRuns(Utf8JsonWriter json, IReadOnlyList<RunRecord> runs)
    {
        json.WriteStartArray("runs");
        foreach (RunRecord run in runs)
        {
            json.WriteStartObject();
            json.WriteString("policy", run.Policy);
            json.WriteString("workload", run.Workload);
            json.WriteNumber("seed", run.Seed);
            json.WriteString("digest", Digest(run.Result.Digest));
            WriteQuantity(json, "wall", run.Result.Wall.TotalSeconds, "s");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
