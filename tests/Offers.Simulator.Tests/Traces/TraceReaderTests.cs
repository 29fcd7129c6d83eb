using System.Security.Cryptography;
using System.Text;
using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

public class TraceReaderTests
{
    [Fact]
    public void A_row_gives_every_field()
    {
        Trace trace = TraceText.Tasks("t1,j1,r1,1.5,2,3e2,4,0.25,8,0.5,-1,end-1|x");
        Assert.Equal(
            new TraceTask
            {
                TaskId = "t1",
                JobId = "j1",
                Role = "r1",
                SubmitSeconds = 1.5,
                StartSeconds = 2,
                DurationSeconds = 300,
                Count = 4,
                Cpus = 0.25,
                MemoryGiB = 8,
                Gpus = 0.5,
                Priority = -1,
                Extra = "end-1|x",
            },
            Assert.Single(trace.Tasks));
        Assert.True(trace.Tasks[0].IsCensored);
    }

    [Theory]
    [InlineData("end-1", true)]
    [InlineData("end-1|class2", true)]
    [InlineData("end-10", false)]
    [InlineData("end4|end-1", false)]
    [InlineData("", false)]
    public void A_task_is_censored_when_end_minus_1_comes_first(string extra, bool censored) =>
        Assert.Equal(
            censored, TraceText.Tasks("t,j,r,0,0,1,1,1,1,0,0," + extra).Tasks[0].IsCensored);

    [Fact]
    public void Names_decide_which_column_is_which()
    {
        Trace trace = TraceText.ReadTasks("t.csv", TraceText.Bytes(
            "extra,gpus,cpus,mem_gb,count,duration_s,start_s,submit_s,role,job_id,task_id,priority",
            "x,1,2,3,4,5,7,6,r,j,t,9"));
        TraceTask task = trace.Tasks[0];
        Assert.Equal((1, 2, 3), (task.Gpus, task.Cpus, task.MemoryGiB));
        Assert.Equal((6, 7, 5), (task.SubmitSeconds, task.StartSeconds, task.DurationSeconds));
        Assert.Equal(("t", "j", "r", "x"), (task.TaskId, task.JobId, task.Role, task.Extra));
        Assert.Equal((4, 9), (task.Count, task.Priority));
    }

    [Fact]
    public void Rows_stay_in_file_order_whatever_their_submission()
    {
        Trace trace = TraceText.Tasks("b,j,r,9,,1,1,1,0,0,0,", "a,j,r,1,,1,1,1,0,0,0,");
        Assert.Equal("b|a", string.Join('|', trace.Tasks.Select(task => task.TaskId)));
        Assert.Equal(9, TraceInfo.SpanSeconds(trace));
    }

    [Fact]
    public void Quoted_fields_may_hold_commas_and_quotes()
    {
        Trace trace = TraceText.Tasks("\"t,1\",j,\"the \"\"r\"\"\",0,,1,\"1\",1,0,0,0,\"a,b\"");
        TraceTask task = trace.Tasks[0];
        Assert.Equal(("t,1", "the \"r\"", "a,b"), (task.TaskId, task.Role, task.Extra));
    }

    [Fact]
    public void Windows_line_ends_a_byte_order_mark_empty_lines_and_no_last_line_end_are_fine()
    {
        byte[] text = Encoding.UTF8.GetBytes(
            "\ufeff" + TraceText.Header
            + "\r\n\r\nt,j,r,0,,1,1,1,0,0,0,\r\nu,j,r,0,,1,1,1,0,0,0,x");
        Trace trace = TraceText.ReadTasks("t.csv", text);
        Assert.Equal("|x", string.Join('|', trace.Tasks.Select(task => task.Extra)));
    }

    [Fact]
    public void A_header_alone_is_an_empty_trace_with_figures_of_0()
    {
        Trace trace = TraceText.Tasks();
        Assert.Empty(trace.Tasks);
        Assert.Equal(0, TraceInfo.SpanSeconds(trace));
        Assert.Equal(0, TraceInfo.PeakDemand(trace, TraceResource.Cpus));
        Assert.Equal(0, TraceInfo.Multiplexing(trace, TraceResource.Cpus).Gain);
        Assert.Equal(0, SnapshotInfo.Owned(trace, task => task.Role).WholeOverhead);
        Assert.Empty(TraceText.ReadSeries(
            "s.csv", TraceText.Bytes(TraceText.SeriesHeader)).Clusters[0].Total);
    }

    [Fact]
    public void Minus_zero_is_zero()
    {
        double submit = TraceText.Tasks("t,j,r,-0,,1,1,1,0,0,0,").Tasks[0].SubmitSeconds;
        Assert.False(double.IsNegative(submit));
    }

    [Fact]
    public void A_task_without_demand_is_kept_when_it_is_known_to_have_run() =>
        Assert.True(TraceText.Tasks("t,j,r,0,0,1,1,0,0,0,0,").Tasks[0].IsWithoutDemand);

    [Fact]
    public void The_digest_is_of_the_bytes_as_stored()
    {
        byte[] stored = TraceText.Gzip(TraceText.Bytes(TraceText.Header));
        Trace trace = TraceText.ReadTasks("t.csv.gz", stored);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(stored)), trace.Sha256);
        Assert.Equal(
            "f457cde00d7aeed3de86f4b3dce5d43e7e54b5c7b4186960abc05e1f23efab84",
            TraceData.Philly.Sha256);
    }

    [Theory]
    [InlineData("a-b-c.csv", "a-b-c.machines.csv.gz")]
    [InlineData("a-b-c.csv.gz", "a-b.machines.csv.gz")]
    [InlineData("a-b-c.csv.gz", "a.machines.csv")]
    public void Machines_are_found_beside_the_tasks(string tasks, string machines)
    {
        using var folder = new ScratchFolder();
        byte[] rows = TraceText.Bytes(TraceText.MachineHeader, "m1,4,8,0,x");
        bool gzipped = machines.EndsWith(".gz", StringComparison.Ordinal);
        folder.Write(machines, gzipped ? TraceText.Gzip(rows) : rows);
        byte[] header = TraceText.Bytes(TraceText.Header);
        string path = folder.Write(
            tasks,
            tasks.EndsWith(".gz", StringComparison.Ordinal) ? TraceText.Gzip(header) : header);

        Trace trace = TraceReader.Read(path);
        Assert.Equal(folder.Path(machines), trace.MachinesPath);
        Assert.Equal(4, Assert.Single(trace.Machines).Cpus);
    }

    [Fact]
    public void The_nearest_name_wins_and_an_explicit_machine_file_wins_over_it()
    {
        using var folder = new ScratchFolder();
        string path = folder.Write("a-b.csv", TraceText.Bytes(TraceText.Header));
        folder.Write("a.machines.csv", TraceText.Bytes(TraceText.MachineHeader, "far,1,1,0,"));
        Assert.Equal("far", TraceReader.Read(path).Machines[0].Id);
        folder.Write("a-b.machines.csv", TraceText.Bytes(TraceText.MachineHeader, "near,1,1,0,"));
        Assert.Equal("near", TraceReader.Read(path).Machines[0].Id);
        string other = folder.Write(
            "other.csv", TraceText.Bytes(TraceText.MachineHeader, "said,1,1,0,"));
        Assert.Equal("said", TraceReader.Read(path, other).Machines[0].Id);
    }

    [Fact]
    public void Without_a_machine_file_there_are_no_machines()
    {
        using var folder = new ScratchFolder();
        Trace trace = TraceReader.Read(folder.Write("x.csv", TraceText.Bytes(TraceText.Header)));
        Assert.Empty(trace.Machines);
        Assert.Null(trace.MachinesPath);
        Assert.Null(trace.MachinesSha256);
    }

    [Theory]
    [InlineData("philly-2017-sia.csv.gz", TraceFormat.Tasks)]
    [InlineData("helios-earth-2020-05-vc-gpus.csv.gz", TraceFormat.VirtualClusterSeries)]
    [InlineData("FB-2009_samples_24_times_1hr_0.tsv.gz", TraceFormat.Swim)]
    public void The_format_is_found_from_name_and_header(string file, TraceFormat format) =>
        Assert.Equal(format, TraceReader.Detect(RepositoryRoot.Data(file)));

    [Fact]
    public void Series_columns_may_stand_in_any_order()
    {
        VirtualClusterSeries series = TraceText.ReadSeries("s.csv", TraceText.Bytes(
            "b_c_pending,a_running,time,b_c_total,a_total,b_c_running,a_pending",
            "7,2,2020-01-01 00:00:00,6,3,5,4"));
        Assert.Equal("b_c|a", string.Join('|', series.Clusters.Select(cluster => cluster.Name)));
        VirtualCluster first = series.Clusters[0];
        Assert.Equal((6, 5, 7), (first.Total[0], first.Running[0], first.Pending[0]));
    }
}
