using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests.Journal;

/// <summary>Journals are read back as they were written, old ones and torn ones too.</summary>
public sealed class JournalTests
{
    private const string Header = """{"journal":"offers","version":1}""";

    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    [Fact]
    public void A_journal_is_read_back_to_the_same_entries()
    {
        AnyCommand any = new(_schema);
        Gen<(InitOptions, JournalEntry[])> journals =
            from init in any.Init
            from commands in any.Any.ArrayOf()
            from kinds in Gen.Choose(0, 4).ArrayOf(commands.Length)
            from steps in Gen.Elements(0L, 1, 2_500_000, 10_000_000).ArrayOf(commands.Length)
            select (init, Entries(commands, kinds, steps));
        PropertyRunner.ForAll(journals.ToArbitrary(), 200, 20, journal =>
        {
            (InitOptions init, JournalEntry[] entries) = journal;
            JournalWriter writer = new(_schema);
            string[] lines = [writer.Header(init), .. entries.Select(writer.Line)];
            using JournalReader reader = new(lines, _schema);
            Assert.Equal(init, reader.Init);
            Assert.Equal(entries, Rest(reader));
            Assert.Null(reader.TornLine);
        });
    }

    [Fact]
    public void Every_beginning_of_the_last_line_is_torn_and_the_rest_stays()
    {
        JournalWriter writer = new(_schema);
        AddAgent agent = new("n\u00e4me\\\"", ResourceSet.Parse(_schema, "cpus:1.5;slots:2"))
        {
            Attributes = AgentAttributes.Parse("rack:r1;n:3"),
            UnavailabilityStart = TimeSpan.FromSeconds(1.25),
            Capabilities = AgentCapabilities.None,
        };
        string last = writer.Line(agent, new Timestamp(5));
        for (int length = 1; length < last.Length; length++)
        {
            string[] lines = [Header, """{"t":0,"run":"batch"}""", "", last[..length], ""];
            using JournalReader reader = new(lines, _schema);
            Assert.Equal([JournalEntry.Batch(Timestamp.Zero)], Rest(reader));
            Assert.Equal(4, reader.TornLine);
        }
    }

    [Fact]
    public void A_line_that_breaks_off_before_the_last_is_an_error()
    {
        using JournalReader reader = new(
            [Header, """{"t":0,"run":""", """{"t":0,"run":"batch"}"""], _schema);
        FormatException bad = Assert.Throws<FormatException>(() => reader.Next());
        Assert.StartsWith("journal line 2: line: found an object that breaks off", bad.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"journal":"offers","version":2}""",
        "journal line 1: version: found the number 2, expected a version from 0 to 1 (a newer")]
    [InlineData("""{"journal":"offers"}""", "journal line 1: version: found nothing, expected")]
    [InlineData("""{"journal":"other","version":1}""", "journal line 1: journal: found another file")]
    [InlineData("""{"op":"pause"}""", "journal line 1: journal: found another file")]
    [InlineData("""{"journal":"offers","version":1,"x":1}""", "journal line 1: x: found an unknown")]
    [InlineData("""{"journal":"offers","version":0,"interval":0}""",
        "journal line 1: interval: found the number 0")]
    [InlineData("", "journal: found no line, expected a header")]
    public void A_wrong_header_is_refused(string header, string expected) =>
        Assert.StartsWith(
            expected,
            Assert.Throws<FormatException>(() => new JournalReader([header], _schema)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"t":0.5,"run":"batch"}""", "t: found 0.5, expected 1 or later")]
    [InlineData("""{"t":-1,"run":"batch"}""", "t: found the number -1, expected seconds from 0 on")]
    [InlineData("""{"t":1.00000001,"run":"batch"}""", "t: found the number 1.00000001, expected")]
    [InlineData("""{"t":1e300,"run":"batch"}""", "t: found the number 1e300, expected")]
    [InlineData("""{"run":"batch"}""", "t: found nothing, expected seconds")]
    [InlineData("""{"t":1,"run":"race"}""", "run: found the text 'race', expected one of 'timers', ")]
    [InlineData("""{"t":1,"run":"skip"}""", "count: found nothing, expected a whole number from 1")]
    [InlineData("""{"t":1,"run":"skip","count":0}""", "count: found the number 0, expected")]
    [InlineData("""{"t":1,"run":"batch","count":1}""", "count: found an unknown field, expected one")]
    [InlineData("""{"t":1,"run":"batch","op":"pause"}""", "op: found an unknown field, expected one")]
    [InlineData("""{"t":1}""", "op: found nothing, expected a name")]
    [InlineData("""{"t":1,"op":"settle"}""", "op: found 'settle', expected the name of a command")]
    [InlineData("""{"t":1,"op":"pause"}{""", "line, byte 21: found malformed JSON")]
    public void A_wrong_entry_is_refused_with_its_line(string line, string expected)
    {
        using JournalReader reader = new([Header, "", """{"t":1,"run":"pending"}""", line], _schema);
        Assert.Equal(JournalEntry.PendingRun(new Timestamp(10_000_000)), reader.Next());
        Assert.StartsWith($"journal line 4: {expected}",
            Assert.Throws<FormatException>(() => reader.Next()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_of_version_0_is_read_as_its_newer_form()
    {
        string[] old =
        [
            """{"journal":"offers","version":0,"interval":0.1,"slave_order":"added"}""",
            """
            {"time":0,"command":"add_slave","slave":"s1","resources":"cpus:4;slots:1"}
            """,
            """{"time":0.1,"run":"pending"}""",
            """{"time":0.30000000000000004,"run":"batch"}""",
            """
            {"time":0.7999999999999999,"command":"recover","framework":"f","slave":"s1",
            "refuse_seconds":0.30000000000000004}
            """,
            """{"time":0.8,"command":"recover_cluster","expected_slaves":3}""",
            """{"time":0.8,"command":"deactivate_slave","slave":"s1"}""",
            """{"time":0.8,"command":"maintenance","slave":"s1","start":60}""",
        ];
        using JournalReader reader = new(old, _schema);
        Assert.Equal(
            new InitOptions
            {
                Interval = TimeSpan.FromMilliseconds(100),
                AgentOrder = AgentVisitOrder.ByAddition,
            },
            reader.Init);
        Timestamp end = new(8_000_000);
        Assert.Equal(
            [
                JournalEntry.Of(
                    new AddAgent("s1", ResourceSet.Parse(_schema, "cpus:4;slots:1")), default),
                JournalEntry.PendingRun(new Timestamp(1_000_000)),
                JournalEntry.Batch(new Timestamp(3_000_000)),
                JournalEntry.Of(
                    new Recover("f", "s1") { Refusal = TimeSpan.FromMilliseconds(300) }, end),
                JournalEntry.Of(new RecoverCluster(3), end),
                JournalEntry.Of(new DeactivateAgent("s1"), end),
                JournalEntry.Of(new SetMaintenance("s1", TimeSpan.FromMinutes(1)), end),
            ],
            Rest(reader));
    }

    [Theory]
    [InlineData("""{"time":0,"t":1,"run":"batch"}""", "time: found 't' as well, expected one of")]
    [InlineData("""{"time":0,"time":1,"run":"batch"}""", "time: found it a second time, expected")]
    [InlineData("""{"time":"0","run":"batch"}""", "t: found the text '0', expected seconds")]
    [InlineData("""{"time":0,"command":7}""", "op: found the number 7, expected a name")]
    public void A_wrong_entry_of_version_0_is_refused_too(string line, string expected)
    {
        using JournalReader reader =
            new(["""{"journal":"offers","version":0}""", line], _schema);
        Assert.StartsWith($"journal line 2: {expected}",
            Assert.Throws<FormatException>(() => reader.Next()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_ends_at_the_line_that_is_refused()
    {
        JournalReplay replay = new(new FakeCell(), null);
        replay.Run(
            [Header, """{"t":0,"op":"remove_agent","id":"nobody"}""", """{"t":0,"op":"pause"}"""]);
        Assert.Equal("journal line 2: UnknownAgent: nobody", replay.Refusal);
        Assert.Equal(0, replay.Entries);
    }

    [Fact]
    public void A_replay_does_not_pass_over_a_batch_that_would_do_something()
    {
        JournalReplay replay = new(new FakeCell(), null);
        replay.Run([Header, """{"t":9,"run":"skip","count":9}"""]);
        Assert.StartsWith("journal line 2: a batch was passed over", replay.Refusal,
            StringComparison.Ordinal);
    }

    private static List<JournalEntry> Rest(JournalReader reader)
    {
        List<JournalEntry> entries = [];
        while (reader.Next() is JournalEntry entry)
        {
            entries.Add(entry);
        }

        return entries;
    }

    private static JournalEntry[] Entries(Offers.Command[] commands, int[] kinds, long[] steps)
    {
        JournalEntry[] entries = new JournalEntry[commands.Length];
        Timestamp now = Timestamp.Zero;
        for (int i = 0; i < entries.Length; i++)
        {
            now += new TimeSpan(steps[i]);
            entries[i] = kinds[i] switch
            {
                0 => JournalEntry.Timers(now),
                1 => JournalEntry.PendingRun(now),
                2 => JournalEntry.Batch(now),
                3 => JournalEntry.SkippedBatches(1 + steps[i], now),
                _ => JournalEntry.Of(commands[i], now),
            };
        }

        return entries;
    }
}
