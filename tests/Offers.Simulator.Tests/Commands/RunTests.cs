using System.Text.Json;

namespace Offers.Simulator.Tests.Commands;

public sealed class RunTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void The_same_seed_gives_the_same_digests_with_one_thread_and_with_two()
    {
        string[] small = ["--set", "workload.generate.days=1", "--set", "compact.permutations=1"];
        Assert.Equal(0, _tool.Run(["demo", "--jobs", "1", "--out", "one", .. small]).Code);
        Assert.Equal(0, _tool.Run(["demo", "--jobs", "2", "--out", "two", .. small]).Code);
        List<string> one = Digests("one");
        Assert.Equal(6, one.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(one, Digests("two"));
        Assert.Equal(Compaction("one"), Compaction("two"));
    }

    [Fact]
    public void A_run_writes_every_file_and_says_where_the_report_is()
    {
        Tool.Outcome outcome = _tool.Run(
            "demo", "--out", "out", "--set", "workload.generate.days=0.5", "--set", "seeds=1");
        Assert.Equal(0, outcome.Code);
        Assert.Contains("report.html", outcome.Output, StringComparison.Ordinal);
        foreach (string file in (string[])
        [
            "manifest.json", "summary.json", "series.csv", "jobs.csv", "frameworks.csv", "report.html",
        ])
        {
            Assert.True(File.Exists(Path.Combine(_tool.Folder, "out", file)), file);
        }

        Assert.DoesNotContain(
            Directory.EnumerateFiles(_tool.Folder, "*.tmp", SearchOption.AllDirectories), _ => true);
    }

    [Fact]
    public void A_job_larger_than_any_machine_is_reported_and_counted()
    {
        _tool.Write(
            "t.csv",
            "task_id,job_id,role,submit_s,start_s,duration_s,count,cpus,mem_gb,gpus,priority,extra\n"
            + "1,small,a,0,,10,1,1,1,0,0,\n2,huge,a,1,,10,1,100,1,0,0,\n3,late,a,2,,10,1,1,1,0,0,\n");
        _tool.Write("t.machines.csv", "id,cpus,mem_gb,gpus,attr\nm1,4,16,0,\n");
        _tool.Write(
            "x.yaml",
            "name: x\nworkload: {trace: t.csv}\nseeds: 1\npolicies: [shared-drf, fifo, static-equal]\n");
        Tool.Outcome outcome = _tool.Run("run", "x.yaml");
        Assert.Equal(0, outcome.Code);
        Assert.Contains("huge", outcome.Output, StringComparison.Ordinal);
        using JsonDocument summary = Summary("results/x");
        foreach (JsonElement run in summary.RootElement.GetProperty("runs").EnumerateArray())
        {
            JsonElement metrics = run.GetProperty("metrics");
            Assert.Equal(1, ValueOf(metrics, "jobs.impossible"));
            Assert.Equal(2, ValueOf(metrics, "jobs.done"));
            Assert.Equal(3, ValueOf(metrics, "jobs.arrived"));
        }
    }

    private static double ValueOf(JsonElement metrics, string name) =>
        metrics.GetProperty(name).GetProperty("value").GetDouble();

    private JsonDocument Summary(string folder) =>
        JsonDocument.Parse(_tool.Read(Path.Combine(folder, "summary.json")));

    private List<string> Digests(string folder)
    {
        using JsonDocument summary = Summary(folder);
        return [.. summary.RootElement.GetProperty("runs").EnumerateArray()
            .Select(run => run.GetProperty("digest").GetString()!)];
    }

    private string Compaction(string folder)
    {
        using JsonDocument summary = Summary(folder);
        return summary.RootElement.GetProperty("compaction").GetRawText();
    }
}
