namespace Offers.Core.Tests.Journal;

/// <summary>Batching, time, order and form of the output.</summary>
public sealed class ScenarioRunnerTests
{
    private const string Add = """{"op":"add_agent","id":"a1","resources":"cpus:1"}""";
    private const string Bad = """{"op":"remove_agent","id":"nobody"}""";

    private readonly FakeCell _cell = new();

    [Fact]
    public void Commands_wait_for_a_settle_and_share_one_run()
    {
        Assert.Empty(Run(Add, Add, "", "  # a comment", """{"op":"pause"}"""));
        Assert.Equal(["AddAgent @0", "AddAgent @0", "Pause @0", "pending @0"], _cell.Calls);
    }

    [Fact]
    public void Each_settle_lets_the_queue_of_its_time_take_effect()
    {
        Run(Add, """{"op":"settle"}""", Add, """{"op":"dump"}""", """{"op":"settle"}""");
        Assert.Equal(["AddAgent @0", "pending @0", "AddAgent @0", "pending @0"], _cell.Calls);
    }

    [Fact]
    public void With_settle_each_every_command_has_its_own_run()
    {
        Run(new ScenarioSettings { SettleEach = true }, Add, Add);
        Assert.Equal(["AddAgent @0", "pending @0", "AddAgent @0", "pending @0"], _cell.Calls);
    }

    [Fact]
    public void Advance_settles_and_runs_a_batch_at_every_multiple_of_the_interval()
    {
        Run("""{"op":"init","interval":2}""", Add,
            """{"op":"advance","seconds":0.5}""", """{"op":"advance","seconds":4.0}""",
            """{"op":"advance"}""", """{"op":"dump"}""");
        Assert.Equal(
            ["AddAgent @0", "pending @0", "batch @2", "batch @4", "batch @6"], _cell.Calls);
    }

    [Fact]
    public void A_batch_at_the_end_of_an_advance_belongs_to_it_and_fractions_add_up_exactly()
    {
        string tenth = """{"op":"advance","seconds":0.1}""";
        string[] lines = ["""{"op":"init","interval":0.3}""", .. Enumerable.Repeat(tenth, 30)];
        List<string> output = Run([.. lines, """{"op":"dump"}"""]);
        Assert.Equal(10, _cell.Calls.Count);
        Assert.Contains("\"t\":3.0,", output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_that_do_nothing_are_passed_over()
    {
        _cell.NextBatchThatMatters = new Timestamp(35_000_000);
        Run("""{"op":"advance","seconds":5.5}""");
        Assert.Equal(["skip 3 @3", "batch @4", "batch @5"], _cell.Calls);
    }

    [Fact]
    public void A_quiet_century_is_one_step()
    {
        _cell.NextBatchThatMatters = Timestamp.Never;
        List<string> output = Run("""{"op":"init","interval":60}""",
            """{"op":"advance","seconds":3155760000}""", """{"op":"dump"}""");
        Assert.Equal(["skip 52596000 @3155760000"], _cell.Calls);
        Assert.Contains("\"t\":3155760000.0,", output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Too_long_an_advance_is_an_error_and_changes_nothing()
    {
        List<string> output = Run(
            """{"op":"advance","seconds":1e9}""", """{"op":"advance","seconds":9e11}""");
        Assert.Equal(2, output.Count);
        Assert.StartsWith("""{"event":"error","line":1,"message":"seconds: """, output[0],
            StringComparison.Ordinal);
        Assert.Empty(_cell.Calls);
    }

    [Fact]
    public void What_comes_due_is_carried_out_at_its_moment_and_before_a_batch()
    {
        _cell.NextTimer = new Timestamp(15_000_000);
        List<string> output = Run("""{"op":"advance","seconds":2}""");
        Assert.Equal(["batch @1", "timers @1.5", "pending @1.5", "batch @2"], _cell.Calls);
        Assert.Equal(
            """{"event":"rescind","t":1.5,"framework":"f","role":"r","agent":"a"}""",
            Assert.Single(output));

        FakeCell other = new() { NextTimer = new Timestamp(10_000_000) };
        Run(other, new ScenarioSettings(), """{"op":"advance","seconds":1}""");
        Assert.Equal(["timers @1", "batch @1"], other.Calls); // a batch takes the request with it
    }

    [Fact]
    public void Effects_of_one_moment_are_sorted_offers_before_inverse_offers()
    {
        _cell.EachRun.AddRange([
            new ScenarioEffect(ScenarioEffectKind.InverseOffer, "a", "", "s"),
            new ScenarioEffect(ScenarioEffectKind.Offer, "f2", "a", "s1", "cpus:1"),
            new ScenarioEffect(ScenarioEffectKind.Offer, "f1", "b", "s1", "cpus<x>:1"),
            new ScenarioEffect(ScenarioEffectKind.Offer, "f1", "a", "s2", ""),
            new ScenarioEffect(ScenarioEffectKind.Offer, "f1", "a", "s10", "mem:1"),
        ]);
        Assert.Equal(
            [
                Offer("f1", "a", "s10", "mem:1"), Offer("f1", "a", "s2", ""),
                Offer("f1", "b", "s1", "cpus<x>:1"), Offer("f2", "a", "s1", "cpus:1"),
                """{"event":"inverse_offer","t":0.0,"framework":"a","agent":"s"}""",
            ],
            Run(Add));
    }

    [Fact]
    public void Errors_and_results_come_in_the_order_of_their_lines_before_the_effects()
    {
        _cell.EachRun.Add(new ScenarioEffect(ScenarioEffectKind.Offer, "f", "r", "a", "cpus:1"));
        List<string> output = Run(
            Add, Bad, "nonsense",
            """{"op":"convert_free","agent":"full","conversions":[]}""",
            """
            {"op":"add_reservation","agent":"a","role":"r","resources":"cpus:1"}
            """,
            """{"op":"remove_framework","id":"nobody"}""", """{"op":"bogus"}""");
        Assert.Equal(
            [
                """{"event":"error","line":2,"message":"UnknownAgent: nobody"}""",
                "{\"event\":\"error\",\"line\":3,\"message\":"
                    + "\"line, byte 2: found malformed JSON, expected a JSON object\"}",
                """{"event":"convert_free","ok":false}""",
                """{"event":"add_reservation","ok":true}""",
                """{"event":"error","line":6,"message":"UnknownFramework"}""",
                "{\"event\":\"error\",\"line\":7,\"message\":"
                    + "\"op: found 'bogus', expected the name of a command\"}",
                Offer("f", "r", "a", "cpus:1"),
            ],
            output);
    }

    [Fact]
    public void Init_stands_first_or_is_an_error()
    {
        List<string> output = Run(
            "# comments and blanks do not count", "", """{"op":"init","agent_order":"seed:7"}""",
            """{"op":"init"}""");
        Assert.Equal("""
            {"event":"error","line":4,"message":"op: found 'init', expected it as the first command only"}
            """, Assert.Single(output));
        Assert.Equal((AgentVisitOrder.Seeded, 7UL), (_cell.Options!.AgentOrder, _cell.Options.Seed));
    }

    [Fact]
    public void A_refused_init_leaves_the_defaults()
    {
        List<string> output = Run(
            """{"op":"init","options":{"hoard_limit":0.666}}""", """{"op":"advance"}""");
        Assert.Equal("""{"event":"error","line":1,"message":"init: no such hoard"}""",
            Assert.Single(output));
        Assert.Equal(new InitOptions(), _cell.Options);
        Assert.Equal(["batch @1"], _cell.Calls);
    }

    [Fact]
    public void The_mode_of_the_settings_holds_where_the_scenario_names_none()
    {
        ScenarioSettings settings = new() { Mode = AllocatorMode.Default };
        Assert.Equal(AllocatorMode.Default, ModeOf("""{"op":"settle"}"""));
        Assert.Equal(AllocatorMode.Default, ModeOf("""{"op":"init"}"""));
        Assert.Equal(AllocatorMode.Mesos, ModeOf("""{"op":"init","mode":"mesos"}"""));

        AllocatorMode ModeOf(string line)
        {
            FakeCell cell = new();
            Run(cell, settings, line);
            return cell.Options!.Mode;
        }
    }

    [Fact]
    public void Views_settle_and_print()
    {
        _cell.Violations.Add("(1) free + out != total");
        List<string> output = Run(
            Add, """{"op":"dump"}""", """{"op":"explain","framework":"f","agent":"s"}""",
            """{"op":"explain","framework":"nobody"}""", """{"op":"invariants"}""",
            """{"op":"digest"}""");
        Assert.Equal(
            [
                "{\"event\":\"dump\",\"t\":0.0,\"allocation_runs\":2,\"roles\":[\"r\",\"a\"],"
                    + "\"frameworks\":{\"r\":[\"f2\",\"f1\"],\"a\":[]},"
                    + "\"available\":{\"a1\":\"cpus:1\",\"a2\":\"\"},\"filters\":{\"f1|r|a1\":1}}",
                "{\"event\":\"explain\",\"t\":0.0,\"framework\":\"f\",\"role\":\"r\",\"agent\":\"s\","
                    + "\"code\":\"Suppressed\",\"text\":\"the role is suppressed\"}",
                """{"event":"error","line":4,"message":"UnknownFramework: nobody"}""",
                """{"event":"invariants","t":0.0,"violations":["(1) free + out != total"]}""",
                $"{{\"event\":\"digest\",\"t\":0.0,\"decisions\":\"{_cell.DecisionDigest:x16}\","
                    + "\"state\":\"0000000000000002\"}",
            ],
            output);
    }

    [Theory]
    [InlineData(Add, false)]
    [InlineData(Bad, true)]
    [InlineData("{}", true)]
    public void A_run_has_failed_when_something_was_refused(string line, bool hasFailed)
    {
        ScenarioRunner runner = new(_cell, new ScenarioSettings(), static _ => { });
        runner.Feed(line);
        runner.End();
        Assert.Equal(hasFailed, runner.HasFailed);
    }

    [Fact]
    public void The_journal_of_a_scenario_replays_to_the_same_calls()
    {
        List<string> journal = [];
        _cell.NextTimer = new Timestamp(72_500_000);
        _cell.NextBatchThatMatters = new Timestamp(50_000_000);
        List<string> output = Run(
            new ScenarioSettings { Journal = journal.Add },
            """{"op":"init","interval":0.5,"agent_order":"seed:3"}""", Add, Bad, "nonsense",
            """{"op":"advance","seconds":7.3}""", Add,
            """{"op":"add_reservation","agent":"a","role":"r","resources":"cpus:1"}""",
            """{"op":"advance"}""");
        Assert.StartsWith("""{"journal":"offers","version":1,"mode":"mesos","interval":0.5,""",
            journal[0], StringComparison.Ordinal);
        Assert.Equal(
            [
                """{"t":0,"op":"add_agent","id":"a1","resources":"cpus:1"}""",
                """{"t":0,"run":"pending"}""",
                """{"t":4.5,"run":"skip","count":9}""",
                """{"t":5,"run":"batch"}""",
            ],
            journal[1..5]);

        FakeCell again = new() { NextBatchThatMatters = new Timestamp(50_000_000) };
        List<string> effects = [];
        JournalReplay replay = new(again, effects.Add);
        replay.Run(journal);
        Assert.Equal(_cell.Calls, again.Calls);
        Assert.Equal(_cell.Options, again.Options);
        Assert.Equal(_cell.DecisionDigest, replay.DecisionDigest);
        Assert.Equal(output.Where(line => line.Contains("rescind", StringComparison.Ordinal)),
            effects);
        Assert.Equal(journal.Count - 1, replay.Entries);
        Assert.Null(replay.TornLine);
    }

    private static string Offer(string framework, string role, string agent, string resources) =>
        $$"""
        {"event":"offer","t":0.0,"framework":"{{framework}}","role":"{{role}}","agent":"{{agent}}","resources":"{{resources}}"}
        """;

    private List<string> Run(params string[] lines) => Run(new ScenarioSettings(), lines);

    private List<string> Run(ScenarioSettings settings, params string[] lines) =>
        Run(_cell, settings, lines);

    private static List<string> Run(
        FakeCell cell, ScenarioSettings settings, params string[] lines)
    {
        List<string> output = [];
        ScenarioRunner runner = new(cell, settings, output.Add);
        foreach (string line in lines)
        {
            runner.Feed(line);
        }

        runner.End();
        return output;
    }
}
