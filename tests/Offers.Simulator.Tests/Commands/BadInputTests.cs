namespace Offers.Simulator.Tests.Commands;

/// <summary>Whatever is wrong with the input: one clear line and exit code 2.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Columns =
        "task_id,job_id,role,submit_s,start_s,duration_s,count,cpus,mem_gb,gpus,priority,extra\n";

    private const string Machines = "id,cpus,mem_gb,gpus,attr\nm1,4,16,0,\n";

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_missing_experiment_is_named() => AssertRefused(
        "nowhere.yaml", _tool.Run("run", "nowhere.yaml"));

    [Fact]
    public void A_missing_trace_is_named()
    {
        WriteExperiment("");
        AssertRefused("t.csv", _tool.Run("run", "x.yaml"));
    }

    [Fact]
    public void A_malformed_row_is_named_by_line_and_column()
    {
        _tool.Write("t.csv", Columns + "1,1,a,0,,10,1,1,1,0,0,\n2,2,a,0,,ten,1,1,1,0,0,\n");
        _tool.Write("t.machines.csv", Machines);
        WriteExperiment("");
        AssertRefused("t.csv:3: duration_s: found 'ten', expected", _tool.Run("run", "x.yaml"));
        AssertRefused("t.csv:3: duration_s: found 'ten'", _tool.Run("trace", "info", "t.csv"));
    }

    [Fact]
    public void A_negative_demand_is_named()
    {
        _tool.Write("t.csv", Columns + "1,1,a,0,,10,1,-1,1,0,0,\n");
        _tool.Write("t.machines.csv", Machines);
        WriteExperiment("");
        AssertRefused("t.csv:2: cpus: found '-1', expected", _tool.Run("run", "x.yaml"));
    }

    [Fact]
    public void An_empty_trace_is_refused()
    {
        _tool.Write("t.csv", Columns);
        _tool.Write("t.machines.csv", Machines);
        WriteExperiment("");
        AssertRefused("t.csv", _tool.Run("run", "x.yaml"));
    }

    [Fact]
    public void An_unknown_policy_is_named_with_the_nearest()
    {
        WriteExperiment("policies: [shared-drv]\n");
        AssertRefused("shared-drf", _tool.Run("run", "x.yaml"));
    }

    [Fact]
    public void An_unknown_key_is_named_with_the_nearest()
    {
        WriteExperiment("polices: [shared-drf]\n");
        AssertRefused("policies", _tool.Run("run", "x.yaml"));
    }

    [Fact]
    public void A_cell_in_which_nothing_can_be_offered_is_refused_before_the_run()
    {
        _tool.Write("t.csv", Columns + "1,1,a,0,,10,1,0,0,1,0,\n");
        _tool.Write("t.machines.csv", "id,cpus,mem_gb,gpus,attr\nm1,0,0,8,\n");
        WriteExperiment("");
        AssertRefused("nothing can ever be offered", _tool.Run("run", "x.yaml"));
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("run")]
    [InlineData("run", "x.yaml", "--jobs", "0")]
    [InlineData("run", "x.yaml", "--jobs", "many")]
    [InlineData("run", "x.yaml", "--no-such-option")]
    [InlineData("trace", "info")]
    public void Bad_usage_is_one_line(params string[] arguments)
    {
        WriteExperiment("");
        AssertRefused("offers: ", _tool.Run(arguments));
    }

    private void WriteExperiment(string more) => _tool.Write(
        "x.yaml", "name: x\nworkload: {trace: t.csv}\nseeds: 1\n" + more);

    private static void AssertRefused(string expected, Tool.Outcome outcome)
    {
        Assert.Equal(2, outcome.Code);
        Assert.Contains(expected, outcome.ErrorLine, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }
}
