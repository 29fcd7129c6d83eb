using System.Text;
using Offers.Simulation;
using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

/// <summary>Refusals of whole files, before any row is looked at.</summary>
public class BadFileTests
{
    [Fact]
    public void A_missing_file_is_named()
    {
        AssertRefused("none.csv: file: found 'nothing', expected a trace file", "none.csv");
        AssertRefused(
            "no/such/folder/x.tsv.gz: file: found 'nothing', expected a trace file",
            "no/such/folder/x.tsv.gz");
    }

    [Fact]
    public void A_missing_machine_file_is_named()
    {
        using var folder = new ScratchFolder();
        string path = folder.Write("x.csv", TraceText.Bytes(TraceText.Header));
        var e = Assert.Throws<InputException>(() => TraceReader.Read(path, "gone.csv"));
        Assert.Equal("gone.csv: file: found 'nothing', expected a trace file", e.Message);
        Assert.Equal(0, e.Line);
    }

    [Fact]
    public void A_directory_is_not_a_file()
    {
        using var folder = new ScratchFolder();
        string path = folder.Path("x.csv");
        Directory.CreateDirectory(path);
        AssertRefused($"{path}: file: found 'a directory', expected a readable file", path);
    }

    [Fact]
    public void An_unknown_ending_is_refused() => AssertRefused(
        "dir/x.json: name: found 'x.json', expected a name ending in .csv, .csv.gz, .tsv or "
            + ".tsv.gz",
        "dir/x.json");

    [Fact]
    public void An_empty_file_is_refused()
    {
        AssertBytesRefused("x.csv:1: file: found 'nothing', expected at least one line", []);
        AssertBytesRefused(
            "x.csv.gz:1: file: found 'nothing', expected at least one line",
            Convert.FromHexString("1f8b080000000000000303000000000000000000"),
            "x.csv.gz");
    }

    [Fact]
    public void Text_that_is_named_gz_is_refused()
    {
        const string Expected = "expected the signature 1f8b, because the name ends in .gz";
        AssertBytesRefused(
            $"x.csv.gz: gzip: found '7461', {Expected}",
            Encoding.UTF8.GetBytes("task_id"),
            "x.csv.gz");
        AssertBytesRefused($"x.csv.gz: gzip: found '', {Expected}", [], "x.csv.gz");
    }

    [Fact]
    public void A_gzip_file_cut_short_anywhere_is_refused()
    {
        byte[] whole = TraceText.Gzip(TraceText.Bytes(
            TraceText.Header, "t,j,r,0,,1,1,1,0,0,0,", "u,j,r,0,,1,1,1,0,0,0,"));
        Assert.Equal(2, TraceText.ReadTasks("x.csv.gz", whole).Tasks.Length);
        for (int length = 2; length < whole.Length; length++)
        {
            AssertBytesRefused(
                $"x.csv.gz: gzip: found '{length} bytes that end elsewhere', "
                    + "expected one complete gzip member and nothing after it",
                whole[..length],
                "x.csv.gz");
        }
    }

    [Fact]
    public void A_gzip_file_with_a_wrong_check_sum_is_refused()
    {
        byte[] bytes = TraceText.Gzip(TraceText.Bytes(TraceText.Header));
        bytes[^6] ^= 1;
        var e = Assert.Throws<InputException>(() => TraceText.ReadTasks("x.csv.gz", bytes));
        Assert.StartsWith("x.csv.gz: gzip: found '", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("', expected undamaged gzip data", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_file_with_something_after_it_is_refused()
    {
        byte[] bytes = TraceText.Gzip(TraceText.Bytes(TraceText.Header));
        AssertBytesRefused(
            $"x.csv.gz: gzip: found '{2 * bytes.Length} bytes that end elsewhere', "
                + "expected one complete gzip member and nothing after it",
            [.. bytes, .. bytes],
            "x.csv.gz");
    }

    [Fact]
    public void Text_that_is_not_utf_8_is_named_by_line()
    {
        byte[] text = [.. TraceText.Bytes(TraceText.Header, "a"), 0xff, (byte)'\n'];
        AssertBytesRefused("x.csv:3: text: found 'ff', expected UTF-8", text);
    }

    [Fact]
    public void A_message_is_one_line_whatever_the_name_of_the_file()
    {
        var e = new InputException("a\nb.csv", 7, "c\r", "d\u2028", "e\0");
        Assert.Equal("a\\u000ab.csv:7: c\\u000d: found 'd\\u2028', expected e\\u0000", e.Message);
    }

    private static void AssertRefused(string message, string path)
    {
        Assert.Equal(
            message, Assert.Throws<InputException>(() => TraceReader.Detect(path)).Message);
        if (!path.Contains(".tsv", StringComparison.Ordinal))
        {
            Assert.Equal(
                message, Assert.Throws<InputException>(() => TraceReader.Read(path)).Message);
        }
    }

    private static void AssertBytesRefused(string message, byte[] bytes, string name = "x.csv") =>
        Assert.Equal(
            message,
            Assert.Throws<InputException>(() => TraceText.ReadTasks(name, bytes)).Message);
}
