using System.CommandLine;
using Offers.Core.Tests.Journal;
using Offers.Simulation.Commands;

namespace Offers.Simulator.Tests.Commands;

/// <summary>Files, options and exit codes of the scenario and replay commands.</summary>
public sealed class ScenarioCommandTests : IDisposable
{
    private const string Scenario =
        """
        {"op":"add_agent","id":"a1","resources":"cpus:1"}
        {"op":"advance","seconds":2}
        {"op":"digest"}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("offers-test-").FullName;
    private FakeCell _cell = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_scenario_prints_its_lines_and_ends_with_0()
    {
        _cell.EachRun.Add(new ScenarioEffect(ScenarioEffectKind.Offer, "f", "r", "a", "cpus:1"));
        (int code, string output) = Run("scenario", Write("s.jsonl", Scenario));
        Assert.Equal(0, code);
        string[] lines = output.Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Equal(
            """{"event":"offer","t":2.0,"framework":"f","role":"r","agent":"a","resources":"cpus:1"}""",
            lines[2]);
        Assert.Equal("", lines[4]);
    }

    [Fact]
    public void A_refused_command_ends_with_1_and_a_missing_file_with_2()
    {
        string bad = Write("bad.jsonl", """{"op":"remove_agent","id":"nobody"}""");
        (int code, string output) = Run("scenario", bad);
        Assert.Equal(1, code);
        Assert.Equal("{\"event\":\"error\",\"line\":1,\"message\":\"UnknownAgent: nobody\"}\n", output);
        Assert.Equal((2, ""), Run("scenario", Path.Combine(_folder, "nowhere.jsonl")));
        Assert.Equal((2, ""), Run("replay", Path.Combine(_folder, "nowhere.jsonl")));
    }

    [Fact]
    public void Bytes_that_are_not_text_end_with_2()
    {
        string path = Path.Combine(_folder, "latin.jsonl");
        File.WriteAllBytes(path, [(byte)'#', 0xFC, (byte)'\n']);
        Assert.Equal((2, ""), Run("scenario", path));
    }

    [Fact]
    public void Settle_each_and_mode_reach_the_runner()
    {
        string two = Write("two.jsonl", string.Concat(Enumerable.Repeat(
            "{\"op\":\"add_agent\",\"id\":\"a1\",\"resources\":\"cpus:1\"}\n", 2)));
        Run("scenario", two, "--settle-each", "--mode", "default");
        Assert.Equal(4, _cell.Calls.Count);
        Assert.Equal(AllocatorMode.Default, _cell.Options!.Mode);
    }

    [Fact]
    public void A_journal_replays_to_the_digests_of_the_scenario()
    {
        _cell.EachRun.Add(new ScenarioEffect(ScenarioEffectKind.Offer, "f", "r", "a", "cpus:1"));
        string journal = Path.Combine(_folder, "out.journal");
        (int code, string output) =
            Run("scenario", Write("s.jsonl", Scenario), "--journal", journal);
        Assert.Equal(0, code);
        string decisions = $"{_cell.DecisionDigest:x16}";
        string state = $"{_cell.StateDigest:x16}";

        string digest = output.Split('\n')[^2];
        Assert.Equal((0, digest + "\n"), Run("replay", journal));
        Assert.Equal(0, Run("replay", journal, "--against", decisions).Code);
        Assert.Equal(0, Run("replay", journal, "--against", $"{decisions}:{state}").Code);
        Assert.Equal(1, Run("replay", journal, "--against", new string('0', 16)).Code);
        Assert.Equal(2, Run("replay", journal, "--against", "12").Code);
        Assert.Equal((0, output), Run("replay", journal, "--effects"));
    }

    [Fact]
    public void A_torn_journal_replays_up_to_its_last_line_and_a_damaged_one_ends_with_2()
    {
        const string Header = "{\"journal\":\"offers\",\"version\":1}\n{\"t\":1,\"run\":\"batch\"}\n";
        string torn = Write("torn.journal", Header + "{\"t\":2,\"ru");
        Assert.Equal(0, Run("replay", torn).Code);
        Assert.Equal(["batch @1"], _cell.Calls);
        string damaged = Write("damaged.journal", Header + "{\"t\":2,}\n");
        Assert.Equal((2, ""), Run("replay", damaged));
        string refused = Write(
            "refused.journal", Header + "{\"t\":1,\"op\":\"remove_agent\",\"id\":\"nobody\"}\n");
        Assert.Equal(1, Run("replay", refused).Code);
    }

    [Fact]
    public void The_tool_runs_a_scenario_and_replays_its_journal_to_the_same_decisions()
    {
        using Tool tool = new();
        tool.Write("s.jsonl",
            """
            {"op":"init","agent_order":"seed:5"}
            {"op":"add_agent","id":"a1","resources":"cpus:4;mem:1024;ports:[1-9]"}
            {"op":"add_agent","id":"a2","resources":"cpus:2;mem:512"}
            {"op":"add_framework","id":"f1","roles":["r"]}
            {"op":"settle"}
            {"op":"decline","framework":"f1","agent":"a2","refuse_seconds":2.5}
            {"op":"add_framework","id":"f2","roles":["s"]}
            {"op":"remove_agent","id":"nobody"}
            {"op":"advance","seconds":7.25}
            {"op":"invariants"}
            {"op":"digest"}
            """);
        Tool.Outcome run = tool.Run("scenario", "s.jsonl", "--journal", "s.journal");
        Assert.Equal(1, run.Code);
        string[] lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Contains(lines, line => line.StartsWith(
            """{"event":"offer","t":0.0,"framework":"f2","role":"s","agent":"a2",""",
            StringComparison.Ordinal));
        Assert.Contains("""{"event":"invariants","t":7.25,"violations":[]}""", lines);

        Tool.Outcome replay = tool.Run("replay", "s.journal", "--effects");
        Assert.Equal(0, replay.Code);
        string[] again = replay.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(
            lines.Where(line => line.Contains("\"offer\"", StringComparison.Ordinal)), again[..^1]);
        Assert.Equal(DigestsOf(lines[^1]), DigestsOf(again[^1]));
    }

    private static string DigestsOf(string line) =>
        line[line.IndexOf("\"decisions\"", StringComparison.Ordinal)..];

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs one of the two commands on a cell that decides what the test has said.</summary>
    private (int Code, string Output) Run(params string[] args)
    {
        FakeCell cell = new();
        cell.EachRun.AddRange(_cell.EachRun);
        _cell = cell;
        RootCommand root = new("")
        {
            ScenarioCommand.Create(
                (settings, output) => new ScenarioRunner(_cell, settings, output)),
            ReplayCommand.Create(effects => new JournalReplay(_cell, effects)),
        };
        using StringWriter output = new();
        int code = root.Parse(args).Invoke(new InvocationConfiguration { Output = output });
        return (code, output.ToString());
    }
}
