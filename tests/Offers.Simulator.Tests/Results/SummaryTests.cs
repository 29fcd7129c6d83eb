using System.Text.Json;
using Offers.Simulation;
using Offers.Simulation.Experiments;

namespace Offers.Simulator.Tests.Results;

public sealed class SummaryTests
{
    [Fact]
    public void The_names_of_the_summary_are_the_ones_that_scripts_rely_on()
    {
        using JsonDocument json = Read(ResultSamples.Simulated with
        {
            Compactions = [ResultSamples.Compaction(10, 5)],
        });
        JsonElement root = json.RootElement;
        Assert.Equal(["experiment", "version", "runs", "aggregates", "compaction"], Names(root));
        JsonElement run = root.GetProperty("runs")[0];
        Assert.Equal(["policy", "workload", "seed", "axes", "digest", "metrics"], Names(run));
        Assert.Empty(Names(run.GetProperty("axes")));
        Assert.Equal(["value", "unit"], Names(run.GetProperty("metrics").GetProperty("machines")));
        JsonElement aggregate = root.GetProperty("aggregates")[0];
        Assert.Equal(["policy", "workload", "axes", "metrics"], Names(aggregate));
        Assert.Equal(
            ["mean", "low", "high", "unit", "method"],
            Names(aggregate.GetProperty("metrics").GetProperty("wait.all.mean")));
        JsonElement compaction = root.GetProperty("compaction")[0];
        Assert.Equal(["workload", "target", "static", "shared", "ratio"], Names(compaction)[..5]);
        Assert.Equal(["metric", "value", "unit"], Names(compaction.GetProperty("target")));
        Assert.Equal(["machines", "capacity"], Names(compaction.GetProperty("static"))[..2]);
        Assert.Equal(["machines", "capacity"], Names(compaction.GetProperty("shared"))[..2]);
    }

    [Fact]
    public void A_compaction_states_sizes_and_ratios()
    {
        using JsonDocument json = Read(ResultSamples.Bare() with
        {
            Compactions = [ResultSamples.Compaction(10, 5, spread: 1)],
        });
        JsonElement compaction = json.RootElement.GetProperty("compaction")[0];
        JsonElement target = compaction.GetProperty("target");
        Assert.Equal("wait.all.mean", target.GetProperty("metric").GetString());
        Assert.Equal(2, Ratio("ratio", "cpus"));
        Assert.Equal(2, Ratio("ratio", "machines"));
        Assert.Equal(9.0 / 6, Ratio("ratio_low", "machines"));
        Assert.Equal(11.0 / 4, Ratio("ratio_high", "cpus"));
        Assert.Equal(10.0 / 6, Ratio("ratio_per_role", "cpus"));
        Assert.Equal(3, compaction.GetProperty("slices").GetArrayLength());
        Assert.Equal(80, compaction.GetProperty("static").GetProperty("capacity")
            .GetProperty("cpus").GetDouble());

        double Ratio(string name, string resource) =>
            compaction.GetProperty(name).GetProperty(resource).GetDouble();
    }

    [Fact]
    public void Every_figure_of_every_run_reads_back_to_the_same_value()
    {
        ExperimentResult result = ResultSamples.Simulated;
        using JsonDocument json = Read(result);
        JsonElement[] runs = [.. json.RootElement.GetProperty("runs").EnumerateArray()];
        Assert.Equal(result.Runs.Count, runs.Length);
        for (int i = 0; i < runs.Length; i++)
        {
            RunRecord expected = result.Runs[i];
            Assert.Equal(expected.Policy, runs[i].GetProperty("policy").GetString());
            Assert.Equal(expected.Seed, runs[i].GetProperty("seed").GetUInt64());
            Assert.Equal(
                expected.Result.Digest,
                Convert.ToUInt64(runs[i].GetProperty("digest").GetString(), 16));
            MetricValue[] figures = [.. runs[i].GetProperty("metrics").EnumerateObject()
                .Select(figure => new MetricValue(
                    figure.Name,
                    figure.Value.GetProperty("value").GetDouble(),
                    figure.Value.GetProperty("unit").GetString()!))];
            Assert.Equal(expected.Result.Figures, figures);
        }
    }

    [Fact]
    public void What_is_not_a_number_is_null()
    {
        using var folder = new ResultFolder(ResultSamples.WithFigures(
            [("wait.all.mean", "s", double.NaN, double.PositiveInfinity)]));
        string text = folder.Text("summary.json");
        Assert.DoesNotContain("NaN", text);
        Assert.DoesNotContain("Infinity", text);
        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement metrics = json.RootElement.GetProperty("runs")[0].GetProperty("metrics");
        Assert.Equal(
            JsonValueKind.Null,
            metrics.GetProperty("wait.all.mean").GetProperty("value").ValueKind);
    }

    [Fact]
    public void A_run_that_was_stopped_early_says_so()
    {
        using JsonDocument json = Read(ResultSamples.Bare() with
        {
            Runs = [new("p", "sample", 1, new RunResult { MissedLimit = true })],
        });
        JsonElement run = json.RootElement.GetProperty("runs")[0];
        Assert.True(run.GetProperty("missed_limit").GetBoolean());
        Assert.Empty(Names(run.GetProperty("metrics")));
    }

    private static JsonDocument Read(ExperimentResult result)
    {
        using var folder = new ResultFolder(result);
        return JsonDocument.Parse(folder.Text("summary.json"));
    }

    private static string[] Names(JsonElement element) =>
        [.. element.EnumerateObject().Select(property => property.Name)];
}
