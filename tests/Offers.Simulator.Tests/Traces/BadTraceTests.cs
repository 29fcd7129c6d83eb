using System.Text;
using Offers.Simulation;
using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

/// <summary>Every refusal of a task trace, word for word.</summary>
public class BadTraceTests
{
    private const string Columns = TraceText.Header;
    private const string Seconds = "a number from 0 to 10000000000";
    private const string Demand = "a number from 0 to 1000000000";
    private const string Count = "a whole number from 1 to 10000000";
    private const string Gpus = "a whole number from 0 to 1000000000";
    private const string Bytes = "a whole number from 0 to 1000000000000000000";

    [Theory]
    [InlineData("t,j,r,x,,1,1,1,0,0,0,", "submit_s: found 'x'", Seconds)]
    [InlineData("t,j,r,,,1,1,1,0,0,0,", "submit_s: found ''", Seconds)]
    [InlineData("t,j,r,-1,,1,1,1,0,0,0,", "submit_s: found '-1'", Seconds)]
    [InlineData("t,j,r,0,no,1,1,1,0,0,0,", "start_s: found 'no'", Seconds)]
    [InlineData("t,j,r,0,,-2,1,1,0,0,0,", "duration_s: found '-2'", Seconds)]
    [InlineData("t,j,r,0,,1e11,1,1,0,0,0,", "duration_s: found '1e11'", Seconds)]
    [InlineData("t,j,r,0,,NaN,1,1,0,0,0,", "duration_s: found 'NaN'", Seconds)]
    [InlineData("t,j,r,0,,1,0,1,0,0,0,", "count: found '0'", Count)]
    [InlineData("t,j,r,0,,1,1.5,1,0,0,0,", "count: found '1.5'", Count)]
    [InlineData(
        "t,j,r,0,,1,99999999999999999999,1,0,0,0,",
        "count: found '99999999999999999999'",
        Count)]
    [InlineData("t,j,r,0,,1,1,-0.5,0,0,0,", "cpus: found '-0.5'", Demand)]
    [InlineData("t,j,r,0,,1,1,Infinity,0,0,0,", "cpus: found 'Infinity'", Demand)]
    [InlineData("t,j,r,0,,1,1,1e400,0,0,0,", "cpus: found '1e400'", Demand)]
    [InlineData("t,j,r,0,,1,1,1, 2,0,0,", "mem_gb: found ' 2'", Demand)]
    [InlineData("t,j,r,0,,1,1,1,\"2,5\",0,0,", "mem_gb: found '2,5'", Demand)]
    [InlineData("t,j,r,0,,1,1,1,0,1000000001,0,", "gpus: found '1000000001'", Demand)]
    [InlineData(
        "t,j,r,0,,1,1,1,0,0,high,",
        "priority: found 'high'",
        "a whole number from -2147483648 to 2147483647")]
    [InlineData(",j,r,0,,1,1,1,0,0,0,", "task_id: found ''", "a name")]
    [InlineData("t,,r,0,,1,1,1,0,0,0,", "job_id: found ''", "a name")]
    [InlineData("t,j,,0,,1,1,1,0,0,0,", "role: found ''", "a name")]
    [InlineData(
        "t,j,r\t,0,,1,1,1,0,0,0,",
        "role: found 'r\\u0009'",
        "text without control characters")]
    [InlineData(
        "t,j,r,0,,1,1,0,0,0,0,",
        "cpus, mem_gb, gpus: found '0, 0, 0'",
        "a demand, or the start_s it once had")]
    [InlineData("t,j,r,5,4,1,1,1,0,0,0,", "start_s: found '4'", "at least submit_s, 5")]
    [InlineData("t,j,r,0,,1,1,1,0,0,0", "row: found '11 fields'", "12 fields")]
    [InlineData("t,j,r,0,,1,1,1,0,0,0,,", "row: found '13 fields'", "12 fields")]
    [InlineData("ok,j,r,0,,1,1,1,0,0,0,", "task_id: found 'ok'", "an id that no other row has")]
    [InlineData(
        "t,j,r,0,,1,1,1,0,0,0,\"x",
        "row: found 't,j,r,0,,1,1,1,0,0,0,\"x\\u000a'",
        "a closing quote")]
    [InlineData(
        "t,j,r\"r,0,,1,1,1,0,0,0,",
        "row: found 't,j,r\"r,0,,1,1,1,0,0,0,'",
        "quotes only around a whole field")]
    [InlineData(
        "t,j,\"r\"r,0,,1,1,1,0,0,0,",
        "row: found 't,j,\"r\"r,0,,1,1,1,0,0,0,'",
        "quotes only around a whole field")]
    public void A_bad_row_is_named_by_line_and_column(string row, string found, string expected)
    {
        var e = Assert.Throws<InputException>(
            () => TraceText.Tasks("ok,j,r,0,,1,1,1,0,0,0,", row));
        Assert.Equal($"t.csv:3: {found}, expected {expected}", e.Message);
        Assert.Equal(("t.csv", 3), (e.File, e.Line));
        Assert.Equal(found[..found.IndexOf(": found", StringComparison.Ordinal)], e.Field);
    }

    [Theory]
    [InlineData("priority,", "", "t.csv:1: priority: found 'no such column', expected " + Columns)]
    [InlineData(
        "role,",
        "owner,",
        "t.csv:1: owner: found 'an unknown column', expected " + Columns)]
    [InlineData("role,", "Role,", "t.csv:1: Role: found 'an unknown column', expected " + Columns)]
    [InlineData("gpus,", "cpus,", "t.csv:1: cpus: found 'the column twice', expected it once")]
    public void A_bad_header_is_named_by_column(string name, string instead, string message) =>
        AssertRefused(
            message,
            () => TraceText.ReadTasks("t.csv", TraceText.Bytes(Columns.Replace(
                "," + name, "," + instead, StringComparison.Ordinal))));

    [Fact]
    public void A_quoted_line_end_still_counts_as_a_line()
    {
        byte[] text = Encoding.UTF8.GetBytes(
            Columns + "\n\n\"a\nb\",j,r,0,,1,1,1,0,0,0,\n");
        AssertRefused(
            "t.csv:3: task_id: found 'a\\u000ab', expected text without control characters",
            () => TraceText.ReadTasks("t.csv", text));
    }

    [Fact]
    public void A_long_find_is_shortened_in_the_message_only()
    {
        string number = new('9', 100);
        var e = Assert.Throws<InputException>(
            () => TraceText.Tasks($"t,j,r,0,,1,{number},1,0,0,0,"));
        Assert.Contains(
            $"found '{number[..60]}...', expected", e.Message, StringComparison.Ordinal);
        Assert.Equal(number, e.Found);
    }

    [Theory]
    [InlineData("m,1,1,0,\nm,2,2,0,", "3: id: found 'm', expected an id that no other row has")]
    [InlineData("m,1,1,0", "2: row: found '4 fields', expected 5 fields")]
    [InlineData("m,1,-1,0,", "2: mem_gb: found '-1', expected " + Demand)]
    [InlineData("m,0,0,0,", "2: cpus, mem_gb, gpus: found '0, 0, 0', expected a capacity")]
    [InlineData(",1,1,0,", "2: id: found '', expected a name")]
    public void A_bad_machine_is_named_by_line_and_column(string rows, string message)
    {
        using var folder = new ScratchFolder();
        string path = folder.Write("x.csv", TraceText.Bytes(Columns));
        string machines = folder.Write(
            "x.machines.csv", TraceText.Bytes(TraceText.MachineHeader, rows));
        AssertRefused($"{machines}:{message}", () => TraceReader.Read(path));
    }

    [Theory]
    [InlineData(
        "2020-01-01 00:00:00,4,5,0,1,1,0",
        "2: a_running: found '5', expected a whole number from 0 to 4")]
    [InlineData("2020-01-01 00:00:00,4,4,-1,1,1,0", "2: a_pending: found '-1', expected " + Gpus)]
    [InlineData(
        "2020-01-01,4,4,0,1,1,0",
        "2: time: found '2020-01-01', expected a time like 2020-05-01 00:00:00")]
    [InlineData("2020-01-01 00:00:00,4,4,0,1,1", "2: row: found '6 fields', expected 7 fields")]
    [InlineData(
        "9999-12-31 23:59:00,1,1,0,1,1,0\n0001-01-01 00:00:00,1,1,0,1,1,0",
        "3: time: found '0001-01-01 00:00:00', expected one minute after the row before")]
    public void A_bad_minute_is_named_by_line_and_column(string rows, string message) =>
        AssertRefused("s.csv:" + message, () => TraceText.ReadSeries(
            "s.csv", TraceText.Bytes(TraceText.SeriesHeader, rows)));

    [Theory]
    [InlineData("time,a_total,a_running", "a_pending: found 'no such column'")]
    [InlineData("time,_total", "_total: found 'an unknown column'")]
    [InlineData("time,time", "time: found 'the column twice'")]
    public void A_bad_series_header_is_named_by_column(string header, string found)
    {
        var e = Assert.Throws<InputException>(
            () => TraceText.ReadSeries("s.csv", TraceText.Bytes(header)));
        Assert.StartsWith("s.csv:1: " + found, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("job1\t1\t1\t5\t5", "row: found '5 fields', expected 6 fields")]
    [InlineData("job1\tx\t1\t5\t5\t5", "submit s: found 'x', expected " + Seconds)]
    [InlineData("job1\t1\t1\t5.5\t5\t5", "map input B: found '5.5', expected " + Bytes)]
    [InlineData("job1\t1\t1\t5\t5\t-5", "output B: found '-5', expected " + Bytes)]
    [InlineData("job0\t1\t1\t5\t5\t5", "job: found 'job0', expected an id that no other row has")]
    public void A_bad_swim_job_is_named_by_line_and_column(string row, string message) =>
        AssertRefused("s.tsv:2: " + message, () => TraceText.ReadSwim(
            "s.tsv", TraceText.Bytes("job0\t0\t0\t1\t2\t3", row)));

    [Fact]
    public void A_trace_of_another_format_is_refused_by_name()
    {
        AssertRefused(
            "s.csv:1: format: found 'VirtualClusterSeries', expected a task trace",
            () => TraceText.ReadTasks("s.csv", TraceText.Bytes(TraceText.SeriesHeader)));
        AssertRefused(
            "t.csv:1: format: found 'Tasks', expected a series with a column time",
            () => TraceText.ReadSeries("t.csv", TraceText.Bytes(Columns)));
        AssertRefused(
            "t.csv:1: format: found 'Tasks', expected SWIM jobs, with a name ending in .tsv or "
                + ".tsv.gz",
            () => TraceText.ReadSwim("t.csv", TraceText.Bytes(Columns)));
    }

    private static void AssertRefused(string message, Action read) =>
        Assert.Equal(message, Assert.Throws<InputException>(read).Message);
}
