using Offers.Masters.Store;

namespace Offers.Simulator.Tests.Commands;

/// <summary><c>offers replay</c> of what a master wrote: with sums, with a snapshot, torn.</summary>
public sealed class ClusterReplayTests : IDisposable
{
    private static readonly string[] Journal =
    [
        """{"journal":"offers-cluster","version":1}""",
        """{"t":1,"op":"subscribe","id":"f1","roles":["a"],"connection":1}""",
        """{"t":2,"op":"register_agent","id":"a1","resources":"cpus:8","connection":2}""",
        """{"t":3,"op":"advance_time"}""",
        """{"t":4,"op":"set_weights","weights":[{"role":"a","weight":2}]}""",
    ];

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Lines_with_and_without_sums_replay_to_the_same_digests()
    {
        (string decisions, string state) = Expected();
        string plain = _tool.Write("plain", Text(Journal));
        string summed = _tool.Write("journal-1", Text(Journal.Select(SummedLine.Of)));
        foreach (string file in new[] { plain, summed, _tool.Folder })
        {
            Tool.Outcome outcome = _tool.Run(
                "replay", file, "--against", $"{decisions}:{state}");
            Assert.Equal((0, ""), (outcome.Code, outcome.Errors));
            Assert.Equal(
                $$"""{"event":"digest","t":4.0,"decisions":"{{decisions}}","state":"{{state}}"}"""
                + "\n", outcome.Output);
        }

        Assert.Equal(1, _tool.Run("replay", summed, "--against", new string('0', 16)).Code);
    }

    [Fact]
    public void Every_message_is_printed_when_it_is_asked_for()
    {
        string file = _tool.Write("journal-1", Text(Journal.Select(SummedLine.Of)));
        string[] lines = _tool.Run("replay", file, "--effects").Output.Split('\n');
        Assert.Equal("""1 f1 {"event":"framework_subscribed"}""", lines[0]);
        Assert.Equal("""2 a1 {"instruction":"agent_admitted"}""", lines[1]);
        Assert.Contains(lines, static line => line.StartsWith(
            """3 f1 {"event":"offer_received","offer":"1-1","agent":"a1",""",
            StringComparison.Ordinal));
    }

    [Fact]
    public void A_journal_goes_on_from_the_snapshot_beside_it()
    {
        Cluster cluster = ClusterAfter(2);
        List<string> snapshot = [];
        ClusterSnapshotWriter.Write(cluster.TakeSnapshot(), snapshot.Add);
        _tool.Write("snapshot-7", Text(snapshot.Select(SummedLine.Of)));
        _tool.Write("journal-7", Text(
            new[] { Journal[0] }.Concat(Journal[3..]).Select(SummedLine.Of)));
        _tool.Write("journal-6", "of before");
        Tool.Outcome outcome = _tool.Run("replay", _tool.Folder);
        Assert.Equal((0, ""), (outcome.Code, outcome.Errors));
        Assert.Contains($"\"state\":\"{Expected().State}\"", outcome.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_torn_tail_is_told_and_a_spoilt_line_refused()
    {
        string text = Text(Journal.Select(SummedLine.Of));
        string torn = _tool.Write("torn", text[..^5]);
        Tool.Outcome outcome = _tool.Run("replay", torn);
        Assert.Equal(0, outcome.Code);
        Assert.Contains("line 5 breaks off", outcome.ErrorLine, StringComparison.Ordinal);
        string spoilt = _tool.Write(
            "spoilt", text.Replace("cpus:8", "cpus:9", StringComparison.Ordinal));
        Tool.Outcome refused = _tool.Run("replay", spoilt);
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("spoilt:3: ", refused.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_without_a_journal_is_refused() =>
        Assert.Contains("journal-N", _tool.Run("replay", _tool.Folder).ErrorLine,
            StringComparison.Ordinal);

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";

    private static (string Decisions, string State) Expected()
    {
        ClusterJournalReplay replay = new();
        replay.Run(Journal);
        return ($"{replay.MessageDigest:x16}", $"{replay.StateDigest:x16}");
    }

    private static Cluster ClusterAfter(int entries)
    {
        ClusterJournalReplay replay = new();
        replay.Run(Journal.Take(1 + entries));
        return replay.Cluster!;
    }
}
