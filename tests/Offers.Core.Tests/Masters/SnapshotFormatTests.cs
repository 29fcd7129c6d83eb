using System.Text.Json.Nodes;
using Offers.Core.Tests.Conventions;

namespace Offers.Core.Tests.Masters;

/// <summary>The lines of a cluster's snapshot: what stands there, what is said of a wrong one.</summary>
public sealed class SnapshotFormatTests
{
    private static readonly string Document = File.ReadAllText(
        Path.Combine(Repository.Root, "docs", "cluster-format.md")).ReplaceLineEndings("\n");

    /// <summary>The example of the page.</summary>
    private static readonly string[] Lines =
        [.. Document.Split("\n## Snapshots\n")[1].Split('\n').Where(line => line.StartsWith('{'))];

    private static readonly ClusterOptions Options = new()
    {
        RateLimits = [new RateLimit("ops", 500, 2)],
        Preemption = new PreemptionOptions { Cooldown = TimeSpan.FromMinutes(10) },
    };

    private readonly ResourceSchema _schema = new();

    [Fact]
    public void The_example_is_written_as_it_is_read_and_after_restoring()
    {
        ClusterSnapshot snapshot = Read(Lines);
        Assert.Equal(string.Join('\n', Lines), Text(snapshot));
        Cluster restored = Cluster.Restore(_schema, Options, snapshot);
        Assert.Equal(string.Join('\n', Lines), Text(restored.TakeSnapshot()));
    }

    [Fact]
    public void Every_field_that_is_read_is_said()
    {
        HashSet<string> fields = [];
        for (int i = 0; i < Lines.Length; i++)
        {
            JsonNode root = JsonNode.Parse(Lines[i])!;
            foreach (JsonObject json in ObjectsIn(root))
            {
                json["stray"] = 1;
                string[] lines = [.. Lines];
                lines[i] = root.ToJsonString();
                string message = Record.Exception(() => Read(lines))?.Message ?? "";
                json.Remove("stray");
                if (message.Contains("stray: found an unknown field", StringComparison.Ordinal))
                {
                    fields.UnionWith(message.Split('\'').Where((_, at) => at % 2 == 1));
                }
            }
        }

        fields.ExceptWith(["op", "row", "filters_ended", "runs", "pending", "all_candidates", "paused",
            "awaited_agents", "deadline", "kinds", "own_grants", "grants", "candidate", "dirty",
            "late", "subscribed", "suppressed", "forgotten", "run", "active"]);
        Assert.Contains("claimant_share", fields);
        Assert.DoesNotContain(
            fields, f => !Document.Contains($"`{f}`", StringComparison.Ordinal));
    }

    [Fact]
    public void A_snapshot_may_stand_among_other_lines()
    {
        List<string> all = ["{}", .. Lines, "{\"next\":1}"];
        using IEnumerator<string> lines = all.GetEnumerator();
        lines.MoveNext();
        ClusterSnapshotReader reader = new(_schema);
        Assert.Equal(Read(Lines), reader.Read(lines, linesBefore: 1));
        Assert.Equal(Lines.Length + 1, reader.Line);
        Assert.True(lines.MoveNext());
        Assert.Equal("{\"next\":1}", lines.Current);
    }

    [Fact]
    public void Whatever_is_cut_off_is_refused_and_leaves_no_kind()
    {
        ResourceSchema schema = new();
        for (int count = 0; count < Lines.Length; count++)
        {
            Assert.Throws<FormatException>(
                () => new ClusterSnapshotReader(schema).Read(Lines.Take(count)));
            for (int length = 1; length < Lines[count].Length; length += 7)
            {
                string[] torn = [.. Lines.Take(count), Lines[count][..length]];
                Assert.Throws<FormatException>(() => new ClusterSnapshotReader(schema).Read(torn));
            }

            Assert.Equal(0, schema.Count);
        }
    }

    [Fact]
    public void Each_line_is_needed()
    {
        for (int i = 0; i < Lines.Length; i++)
        {
            int at = i;
            Assert.Throws<FormatException>(() => Read([.. Lines.Where((_, j) => j != at)]));
        }
    }

    [Theory]
    [InlineData("\"snapshot\":\"offers-cluster\",\"version\":1", "\"snapshot\":\"offers-cluster\",\"version\":2",
        "snapshot line 1: version: found the number 2, expected a version from 1 to 1 (a newer")]
    [InlineData("\"offers-cluster\"", "\"offers\"", "snapshot line 1: snapshot: found 'offers'")]
    [InlineData("\"last_task\":3", "\"last_task\":2",
        "snapshot line 20: number: found 3, expected more than in the row in front")]
    [InlineData("\"names\":[\"f0\"]", "\"names\":[\"f1\"]",
        "snapshot line 15: id: found 'f1', expected one that has not ended")]
    [InlineData(",\"connection\":3", "", "snapshot line 15: id, connection: found 'f1', 0")]
    [InlineData(",\"failover_at\":612.5", "", "snapshot line 16: failover_at: found nothing")]
    [InlineData(",\"ping_at\":15", "", "snapshot line 17: ping_at, removal_at: found neither")]
    [InlineData("\"executor\":\"e1\"", "\"executor\":\"e2\"",
        "snapshot line 19: executor: found 'e2', expected one of the framework on the agent")]
    [InlineData("\"offer\":\"1-4\"", "\"offer\":\"1-5\"", "snapshot line 21: offer: found 1-5")]
    [InlineData("\"made_at\":12,\"index\":0", "\"made_at\":12,\"index\":1",
        "snapshot line 21: index, generation: found ")]
    [InlineData("\"state\":\"RUNNING\",\"started\"", "\"state\":\"LOST\",\"started\"",
        "snapshot line 31: tasks, executors: found mem:32 of 'f1' on 'a1', expected cpus:1;mem:32")]
    [InlineData("\"state\":\"FINISHED\",\"started\"", "\"state\":\"RUNNING\",\"started\"",
        "snapshot line 31: tasks, executors: found cpus:2;mem:32 of 'f1'")]
    [InlineData("\"name\":\"a8\"", "\"name\":\"a1\"",
        "snapshot line 22: name: found 'a1', expected no registered agent")]
    [InlineData("\"name\":\"t2\",\"agent\":\"a0\",\"resources\":\"cpus:1\"",
        "\"name\":\"t2\",\"agent\":\"a0\",\"resources\":\"tapes:1\"",
        "snapshot line 20: resources: found 'tapes', expected kinds that the header names")]
    [InlineData("\"op\":\"revive_offers\"", "\"op\":\"advance_time\"",
        "snapshot line 25: waiting[0].op: found another word, expected the name of a call")]
    [InlineData("\"row\":\"preemptions\",\"now\":12,", "\"row\":\"preemptions\",\"now\":13,",
        "snapshot line 31: now: found ")]
    [InlineData("\"rows\":17", "\"rows\":18", "snapshot line 31: rows: found 18, expected 17")]
    public void A_wrong_line_is_named_with_its_field(string old, string other, string message)
    {
        string[] lines = [.. Lines];
        int at = Array.FindIndex(lines, l => l.Contains(old, StringComparison.Ordinal));
        lines[at] = lines[at].Replace(old, other, StringComparison.Ordinal);
        FormatException wrong = Assert.Throws<FormatException>(() => Read(lines));
        Assert.StartsWith(message, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_do_not_know_what_is_there_are_refused_and_nothing_is_left()
    {
        ClusterSnapshot snapshot = new ClusterSnapshotReader(_schema).Read(Lines);
        int kinds = _schema.Count;
        foreach (ClusterOptions options in new[]
        {
            Options with { RateLimits = [] },
            Options with { RateLimits = [new RateLimit("others", 500)] },
            Options with { Preemption = null },
            Options with { OptimisticOffers = true },
            Options with { Incarnation = 0 },
        })
        {
            Assert.Throws<ArgumentException>(() => Cluster.Restore(_schema, options, snapshot));
        }

        ResourceSchema other = new();
        Assert.Throws<ArgumentException>(() => Cluster.Restore(other, Options, snapshot));
        Assert.Equal((kinds, 0), (_schema.Count, other.Count));
    }

    [Fact]
    public void Taking_a_snapshot_clears_the_effects_of_the_last_command()
    {
        Cluster cluster = new(ResourceSchema.CreateStandard(), new ClusterOptions());
        Assert.NotEqual(0, cluster.Apply(new Subscribe(MasterScene.Profile("f"), 1), default)
            .Messages.Length);
        ClusterSnapshot first = cluster.TakeSnapshot();
        Assert.Equal(first, cluster.TakeSnapshot());
        Assert.Equal(0, cluster.Allocator.Outbox.Count);
    }

    private static string Text(ClusterSnapshot snapshot) =>
        string.Join('\n', SnapshotTwins.TextOf(snapshot));

    private ClusterSnapshot Read(string[] lines) => new ClusterSnapshotReader(_schema).Read(lines);

    private static IEnumerable<JsonObject> ObjectsIn(JsonNode? node) => node switch
    {
        JsonObject json => json.Select(member => member.Value).SelectMany(ObjectsIn).ToArray()
            .Prepend(json),
        JsonArray array => array.SelectMany(ObjectsIn),
        _ => [],
    };
}
