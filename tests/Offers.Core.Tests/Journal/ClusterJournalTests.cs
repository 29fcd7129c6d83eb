namespace Offers.Core.Tests.Journal;

/// <summary>Journals of clusters are read back as they were written, torn ones too.</summary>
public sealed class ClusterJournalTests
{
    private const string Header = """{"journal":"offers-cluster","version":1}""";

    private const string Second = """{"t":1,"op":"advance_time"}""";

    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    [Fact]
    public void A_journal_is_read_back_to_the_same_entries()
    {
        int seed = RandomSeed.Next();
        Random random = new(seed);
        AnyValue any = new(random, _schema);
        ClusterJournalWriter writer = new(_schema);
        for (int i = 0; i < 200; i++)
        {
            ClusterOptions options = AnyOptions(any);
            List<ClusterJournalEntry> entries = [];
            Timestamp now = Timestamp.Zero;
            for (int n = random.Next(10); n > 0; n--)
            {
                now += new TimeSpan(random.Next(3) * random.NextInt64(100_000_000));
                entries.Add(new ClusterJournalEntry(now, any.Of<ClusterCommand>()));
            }

            string[] lines = [writer.Header(options), .. entries.Select(writer.Line)];
            using ClusterJournalReader reader = new(lines, _schema);
            Assert.True(options.Equals(reader.Options), $"seed {seed}: {lines[0]}");
            Assert.True(entries.SequenceEqual(Rest(reader)), $"seed {seed}: journal {i}");
            Assert.Null(reader.TornLine);
        }
    }

    [Fact]
    public void Options_with_their_default_are_not_written() =>
        Assert.Equal(Header, new ClusterJournalWriter(_schema).Header(new ClusterOptions()));

    [Fact]
    public void Every_beginning_of_the_last_line_is_torn_and_the_rest_stays()
    {
        string last = new ClusterJournalWriter(_schema).Line(
            new AcceptOffers("n\u00e4me\\\"", [new OfferKey(1, 2)],
                [new ReserveResources(ResourceSet.Parse(_schema, "cpus(a):1.5;slots:2"))]),
            new Timestamp(50_000_001));
        for (int length = 1; length < last.Length; length++)
        {
            string[] lines = [Header, Second, "", last[..length], ""];
            using ClusterJournalReader reader = new(lines, _schema);
            Assert.Equal(new AdvanceTime(), Assert.Single(Rest(reader)).Command);
            Assert.Equal(4, reader.TornLine);
        }
    }

    [Fact]
    public void A_line_that_breaks_off_before_the_last_is_damage()
    {
        using ClusterJournalReader reader = new([Header, """{"t":1,"op":"adv""", Second], _schema);
        Assert.StartsWith(
            "journal line 2: line: found an object that breaks off",
            Assert.Throws<FormatException>(() => reader.Next()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"journal":"offers-cluster","version":2}""",
        "journal line 1: version: found the number 2, expected a version from 1 to 1 (a newer "
        + "journal needs a newer release)")]
    [InlineData("""{"journal":"offers-cluster","version":0}""", "journal line 1: version: found the")]
    [InlineData("""{"journal":"offers-cluster"}""", "journal line 1: version: found nothing")]
    [InlineData("""{"journal":"offers","version":1}""",
        "journal line 1: journal: found another file, expected {\"journal\":\"offers-cluster\",...}")]
    [InlineData("""{"journal":"offers-cluster","version":1,"x":1}""", "journal line 1: x: found an")]
    [InlineData("""{"journal":"offers-cluster","version":1,"ping_interval":0}""",
        "journal line 1: ping_interval: found the number 0, expected seconds, more than 0")]
    [InlineData("""{"journal":"offers-cluster","version":1,"incarnation":0}""",
        "journal line 1: incarnation: found 0, expected 1 or more")]
    [InlineData("""{"journal":"offers-cluster","version":1,"allocator":{"interval":0}}""",
        "journal line 1: allocator.interval: found the number 0")]
    [InlineData("""{"journal":"offers-cluster","version":1,"rate_limits":[{"per_second":-1}]}""",
        "journal line 1: rate_limits[0].per_second: found -1, expected more than 0")]
    [InlineData("""{"journal":"offers-cluster","version":1,"preemption":{"keep_for":0}}""",
        "journal line 1: preemption.keep_for: found 0, expected seconds from 0.0000001 to 31536000")]
    [InlineData("""{"journal":"offers-cluster","version":1,"preemption":{"burst":100001}}""",
        "journal line 1: preemption.burst: found 100001, expected at most 100000")]
    [InlineData("", "journal: found no line, expected a header")]
    public void A_wrong_header_is_refused(string header, string expected) => Assert.StartsWith(
        expected,
        Assert.Throws<FormatException>(() => new ClusterJournalReader([header], _schema)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"t":0.5,"op":"advance_time"}""", "t: found 0.5, expected 1 or later, as in the")]
    [InlineData("""{"t":-1,"op":"advance_time"}""", "t: found the number -1, expected seconds from 0")]
    [InlineData("""{"t":1.00000001,"op":"advance_time"}""", "t: found the number 1.00000001")]
    [InlineData("""{"op":"advance_time"}""", "t: found nothing, expected seconds")]
    [InlineData("""{"t":1}""", "op: found nothing, expected a text")]
    [InlineData("""{"t":1,"op":"pause"}""", "op: found 'pause', expected the name of a command")]
    [InlineData("""{"t":1,"op":"advance_time"}{""", "line, byte 28: found malformed JSON")]
    public void A_wrong_entry_is_refused_with_its_line(string line, string expected)
    {
        using ClusterJournalReader reader = new([Header, "", Second, line], _schema);
        Assert.Equal(new Timestamp(10_000_000), reader.Next()!.Time);
        Assert.StartsWith($"journal line 4: {expected}",
            Assert.Throws<FormatException>(() => reader.Next()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_version_is_the_one_that_is_written()
    {
        Assert.Equal(ClusterJournalWriter.Version, JournalUpgrade.OfClusters.Newest);
        Assert.Equal(JournalWriter.Version, JournalUpgrade.OfAllocators.Newest);
    }

    [Fact]
    public void An_older_journal_is_read_as_its_newer_form()
    {
        // A step as the next version will have one: it gives fields other names.
        UpgradeSteps steps = new(1, (
            static header => JournalUpgrade.Rename(header, "pings", "max_missed_pings"),
            static entry => JournalUpgrade.Rename(entry, "slave", "agent")));
        string[] lines =
        [
            """{"journal":"offers-cluster","version":1,"pings":7}""",
            """{"t":2,"op":"answer_ping","slave":"a"}""",
        ];
        using ClusterJournalReader reader = new(lines, _schema, steps);
        Assert.Equal(new ClusterOptions { MaxMissedPings = 7 }, reader.Options);
        Assert.Equal([new ClusterJournalEntry(new Timestamp(20_000_000), new AnswerPing("a"))],
            Rest(reader));
    }

    [Fact]
    public void A_replay_does_every_entry_and_hears_of_it()
    {
        List<ClusterJournalEntry> done = [];
        ClusterJournalReplay replay = new((entry, _) => done.Add(entry));
        Assert.Null(replay.Cluster);
        replay.Run([Header, Second, """{"t":2.5,"op":"expect_agents","agents":[]}""", """{"t":3"""]);
        Assert.Equal([new AdvanceTime(), new ExpectAgents([])], done.Select(e => e.Command));
        Assert.Equal(2, replay.Entries);
        Assert.Equal(4, replay.TornLine);
        Assert.Equal(new Timestamp(25_000_000), replay.Now);
        Assert.NotNull(replay.Cluster);
        Assert.Equal(replay.Cluster.ComputeDigest(), replay.StateDigest);
        Assert.NotEqual(default(MessageDigest).Value, replay.MessageDigest);
    }

    private static List<ClusterJournalEntry> Rest(ClusterJournalReader reader)
    {
        List<ClusterJournalEntry> entries = [];
        while (reader.Next() is ClusterJournalEntry entry)
        {
            entries.Add(entry);
        }

        return entries;
    }

    private static ClusterOptions AnyOptions(AnyValue any) => new()
    {
        Allocator = any.Of<bool>() ? new InitOptions()
            : new InitOptions { Mode = AllocatorMode.Default, OfferTimeout = new TimeSpan(12) },
        Incarnation = Math.Max(1, any.Of<int>()),
        PingInterval = Positive(any),
        MaxMissedPings = Math.Max(1, any.Of<int>()),
        RemovalInterval = any.Of<bool>() ? TimeSpan.Zero : Positive(any),
        ReregistrationTimeout = Positive(any),
        LeastAgentVersion = any.Of<int>(),
        Roles = any.Of<bool>() ? null : any.Of<ValueList<string>>(),
        RateLimits = [new RateLimit(null, 1), new RateLimit("p", Positive(any).Ticks, 3)],
        MaxCompletedFrameworks = Math.Max(0, any.Of<int>()),
        MaxCompletedTasks = Math.Max(0, any.Of<int>()),
        MaxLostAgents = Math.Max(1, any.Of<int>()),
        OptimisticOffers = any.Of<bool>(),
        Preemption = any.Of<bool>() ? null : any.Of<bool>() ? new PreemptionOptions()
            : new PreemptionOptions
            {
                Grace = TimeSpan.FromSeconds(any.Of<bool>() ? 0 : 1.5),
                KillGrace = any.Of<bool>() ? null : TimeSpan.Zero,
                KeepFor = new TimeSpan(1),
                VictimsPerInterval = any.Of<bool>() ? 0 : PreemptionOptions.MaxRate,
                Interval = TimeSpan.FromDays(1),
                Burst = 3,
                MaxVictims = Math.Max(1, any.Of<int>()),
                Cooldown = any.Of<bool>() ? TimeSpan.Zero : PreemptionOptions.MaxTime,
                MaxAgents = Math.Max(1, any.Of<int>()),
                MaxSetsPerAgent = Math.Max(1, any.Of<int>()),
                ExactCandidates = 20,
                HistoryLength = Math.Max(0, any.Of<int>()),
            },
    };

    private static TimeSpan Positive(AnyValue any) =>
        new(Math.Clamp(any.Of<TimeSpan>().Ticks, 1, long.MaxValue - 1));
}
