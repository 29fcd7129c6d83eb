using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

public class TraceInfoCommandTests
{
    [Fact]
    public void The_table_is_plain_text_of_at_most_100_columns_with_aligned_labels()
    {
        using var output = new StringWriter();
        string file = RepositoryRoot.Data("helios-earth-2020-05-vc-gpus.csv.gz");
        Assert.Equal(0, TraceInfoCommand.Run(file, null, output));

        string[] lines = output.ToString().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.All(lines, line => Assert.False(line.EndsWith(' ')));
        Assert.Contains(
            "  utilization                                      66.7 %", lines,
            StringComparer.Ordinal);
        Assert.Contains(
            "  multiplexing gain (MUX)                          1.64", lines,
            StringComparer.Ordinal);
    }

    [Fact]
    public void Bad_input_gives_one_line_of_error_and_2_and_no_output()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(2, TraceInfoCommand.Run("gone.csv", null, output, errors));
        Assert.Equal("", output.ToString());
        Assert.Equal(
            "gone.csv: file: found 'nothing', expected a trace file\n",
            errors.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_machine_file_needs_a_task_trace()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        string file = RepositoryRoot.Data(TraceData.SwimFiles[0]);
        Assert.Equal(2, TraceInfoCommand.Run(file, "m.csv", output, errors));
        Assert.EndsWith(
            ":1: format: found 'Swim', expected a task trace to go with the machine file\n",
            errors.ToString().ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_of_an_empty_trace_has_figures_of_0()
    {
        using var folder = new ScratchFolder();
        string path = folder.Write("x.csv", TraceText.Bytes(TraceText.Header));
        IReadOnlyList<TraceInfoRow> rows = TraceInfoReport.Lines(path);
        TraceInfoRow jobs = Assert.Single(
            rows, row => string.Equals(row.Label, "jobs", StringComparison.Ordinal));
        Assert.Equal(("Work", "0", "jobs"), (jobs.Section, jobs.Value, jobs.Unit));
    }
}
