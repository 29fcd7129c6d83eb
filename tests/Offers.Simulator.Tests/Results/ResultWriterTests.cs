using System.Globalization;
using System.Text;
using System.Text.Json;
using Offers.Simulation;
using Offers.Simulation.Experiments;
using Offers.Simulation.Results;

namespace Offers.Simulator.Tests.Results;

public sealed class ResultWriterTests
{
    [Fact]
    public void A_result_has_all_its_files_and_no_unfinished_one()
    {
        using var folder = new ResultFolder(ResultSamples.Simulated);
        Assert.Equal(
            [
                "figures/sharing.svg", "figures/utilization.svg", "figures/waiting.svg",
                "figures/waits.svg", "frameworks.csv", "jobs.csv", "manifest.json", "report.html",
                "series.csv", "summary.json",
            ],
            folder.Files);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_before_anything_is_computed()
    {
        using var folder = new ResultFolder(ResultSamples.Simulated);
        string file = Path.Combine(folder.Folder, "manifest.json");
        Assert.Throws<IOException>(() => ResultWriter.Prepare(file));
        string[] before = [.. folder.Files];
        ResultWriter.Prepare(folder.Folder);
        Assert.Equal(before, folder.Files);
    }

    [Fact]
    public void Files_of_an_earlier_result_do_not_stay()
    {
        using var folder = new ResultFolder(ResultSamples.Simulated);
        ExperimentResult bare = ResultSamples.Bare();
        folder.Write(bare with { Experiment = bare.Experiment with { WriteJobs = false } });
        Assert.Equal(
            ["frameworks.csv", "manifest.json", "report.html", "series.csv", "summary.json"],
            folder.Files);
    }

    [Fact]
    public void Texts_are_utf8_without_a_mark_and_lines_end_in_a_line_feed()
    {
        using var folder = new ResultFolder(ResultSamples.Simulated);
        foreach (string file in folder.Files)
        {
            byte[] bytes = File.ReadAllBytes(folder.PathOf(file));
            Assert.NotEqual(0xEF, bytes[0]);
            Assert.DoesNotContain((byte)'\r', bytes);
            Assert.Equal((byte)'\n', bytes[^1]);
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
    }

    [Fact]
    public void What_fails_half_way_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new ResultFolder(ResultSamples.Bare());
        string path = folder.PathOf("old.txt");
        AtomicFile.WriteText(path, output => output.Write("old"));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.WriteText(path, output =>
        {
            output.Write("half");
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.DoesNotContain(
            folder.Files, file => file.EndsWith(AtomicFile.Unfinished, StringComparison.Ordinal));
    }

    [Fact]
    public void The_manifest_says_how_to_make_the_result_again()
    {
        using var folder = new ResultFolder(ResultSamples.Simulated);
        using JsonDocument json = JsonDocument.Parse(folder.Text("manifest.json"));
        JsonElement root = json.RootElement;
        Assert.Equal("offers run sample.yaml", root.GetProperty("command_line").GetString());
        Assert.Equal("ab12", root.GetProperty("inputs").GetProperty("b.csv").GetString());
        Assert.Equal(1.5, root.GetProperty("wall").GetProperty("value").GetDouble());
        Assert.Equal([1, 2], root.GetProperty("seeds").EnumerateArray().Select(s => s.GetInt32()));
        Assert.True(root.GetProperty("machine").GetProperty("cores").GetInt32() > 0);
        Assert.False(string.IsNullOrEmpty(root.GetProperty("version").GetString()));
        JsonElement units = root.GetProperty("series_units");
        Assert.Equal("cpu", units.GetProperty("allocated.cpus").GetString());
        JsonElement run = root.GetProperty("runs")[0];
        Assert.Matches("^[0-9a-f]{16}$", run.GetProperty("digest").GetString());
        Assert.Equal(6, root.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public void The_commit_is_what_follows_the_plus_of_the_version()
    {
        Assert.Equal(new ProductVersion("0.1.0", "abc"), ProductVersion.Parse("0.1.0+abc"));
        Assert.Equal(new ProductVersion("0.1.0", null), ProductVersion.Parse("0.1.0"));
        Assert.Equal(new ProductVersion("0.1.0", null), ProductVersion.Parse("0.1.0+"));
    }

    [Fact]
    public void Odd_names_are_quoted_and_read_back()
    {
        using var folder = new ResultFolder(ResultSamples.Simulated);
        List<string[]> rows = folder.Csv("frameworks.csv");
        Assert.Equal(FrameworksWriter.Columns, rows[0]);
        Assert.Contains(
            rows, row => row[2] is "search, \"beta\"/jobs" && row[3] is "wait.all.mean");
        Assert.All(rows, row => Assert.Equal(6, row.Length));
        List<string[]> jobs = folder.Csv("jobs.csv");
        Assert.Contains(jobs, row => row[4] is "search, \"beta\"");
        Assert.All(jobs, row => Assert.Equal(JobsWriter.Columns.Count, row.Length));
    }

    [Fact]
    public void A_field_is_quoted_only_where_it_has_to_be()
    {
        var text = new StringWriter();
        new CsvRows(text).Add("a b").Add("a,b").Add("say \"x\"").Add("two\nlines").Add(" x")
            .Add("").Add(0.1).Add(double.NaN).Add(-1e-300).Add(18_446_744_073_709_551_615).End();
        Assert.Equal(
            "a b,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\" x\",,0.1,,-1E-300,"
                + "18446744073709551615\n",
            text.ToString());
    }

    [Fact]
    public void The_mean_wait_of_the_jobs_is_the_figure()
    {
        using var folder = new ResultFolder(ResultSamples.Simulated);
        List<string[]> rows = folder.Csv("jobs.csv");
        foreach (RunRecord run in ResultSamples.Simulated.Runs)
        {
            string seed = run.Seed.ToString(CultureInfo.InvariantCulture);
            double[] waits = [.. rows.Skip(1)
                .Where(row => string.Equals(row[0], run.Policy, StringComparison.Ordinal)
                    && string.Equals(row[1], seed, StringComparison.Ordinal)
                    && row[12].Length > 0)
                .Select(row => double.Parse(row[12], CultureInfo.InvariantCulture))];
            Assert.Equal(180, waits.Length);
            Assert.Equal(run.Result["wait.all.mean"], waits.Average(), 6);
        }
    }

    [Fact]
    public void A_job_that_never_started_waited_until_its_end_unless_it_was_impossible()
    {
        JobTimes withdrawn = new(0, "withdrawn", double.NaN, double.NaN, 5_000);
        JobTimes impossible = new(1, "impossible", double.NaN, double.NaN, 5_000);
        ExperimentResult bare = ResultSamples.Bare();
        using var folder = new ResultFolder(bare with
        {
            Runs = [new("p", "sample", 1, new RunResult { Jobs = [withdrawn, impossible] })],
        });
        List<string[]> rows = folder.Csv("jobs.csv");
        double submit = double.Parse(rows[1][5], CultureInfo.InvariantCulture);
        Assert.Equal(5_000 - submit, double.Parse(rows[1][12], CultureInfo.InvariantCulture), 9);
        Assert.Equal(["", "", "5000", "impossible", "8", "", ""], rows[2][6..]);
    }

    [Fact]
    public void The_series_has_the_columns_of_all_policies_and_the_first_seed_of_each()
    {
        SeriesTable left = new([("time", "s"), ("a", "job")]);
        SeriesTable right = new([("time", "s"), ("b", "cpu")]);
        left.Add([0, 1]);
        right.Add([0.5, double.NaN]);
        ExperimentResult bare = ResultSamples.Bare();
        using var folder = new ResultFolder(bare with
        {
            Runs =
            [
                new("p", "sample", 3, new RunResult { Series = left }),
                new("p", "sample", 4, new RunResult { Series = right }),
                new("q", "sample", 3, new RunResult { Series = right }),
            ],
        });
        Assert.Equal(
            "policy,seed,time,a,b\np,3,0,1,\nq,3,0.5,,\n", folder.Text("series.csv"));
    }
}
