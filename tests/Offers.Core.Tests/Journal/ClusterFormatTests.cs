using System.Text.Json.Nodes;
using Offers.Core.Tests.Conventions;

namespace Offers.Core.Tests.Journal;

/// <summary>What docs/cluster-format.md says is so, and it says everything.</summary>
public sealed class ClusterFormatTests
{
    private static readonly string Document = File.ReadAllText(
        Path.Combine(Repository.Root, "docs", "cluster-format.md")).ReplaceLineEndings("\n");

    private static readonly string[] Examples =
        [.. Document.Split('\n').Where(line => line.StartsWith('{') && !IsOfSnapshot(line))];

    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    [Fact]
    public void Every_example_is_written_as_it_is_read() => Assert.All(
        Examples.Where(line => !IsOfJournal(line)), line => Assert.Equal(line, Write(Read(line))));

    [Fact]
    public void The_journal_is_written_as_it_is_read()
    {
        string[] lines = [.. Examples.Where(IsOfJournal)];
        ClusterJournalWriter writer = new(_schema);
        using ClusterJournalReader reader = new(lines, _schema);
        List<string> written = [writer.Header(reader.Options)];
        while (reader.Next() is ClusterJournalEntry entry)
        {
            written.Add(writer.Line(entry));
        }

        Assert.Equal(lines, written);
    }

    [Fact]
    public void Everything_has_an_example_under_its_name()
    {
        HashSet<Type> shown = [];
        foreach (string section in Document.Split("\n### `").Skip(1))
        {
            string name = section[..section.IndexOf('`', StringComparison.Ordinal)];
            string[] lines = [.. section.Split("\n## ")[0].Split('\n').Where(l => l.StartsWith('{'))];
            Assert.True(lines.Length > 0, name);
            Assert.All(lines, line => Assert.Matches(
                $$"""^\{"(op|event|instruction)":"{{name}}"[,}]""", line));
            shown.UnionWith(lines.Select(line => Read(line).GetType()));
        }

        Type[] kinds =
        [
            .. AnyValue.KindsOf(typeof(ClusterCommand)),
            .. AnyValue.KindsOf(typeof(SchedulerEvent)),
            .. AnyValue.KindsOf(typeof(AgentInstruction)),
        ];
        Assert.Empty(kinds.Except(shown));
        Assert.Equal(kinds.Length, shown.Count);
    }

    [Fact]
    public void Every_type_of_operation_has_an_example() => Assert.Empty(
        AnyValue.KindsOf(typeof(OfferOperation)).Except(
            Examples.Where(line => line.Contains("accept_offers", StringComparison.Ordinal))
                .SelectMany(line => ((AcceptOffers)Read(line)).Operations)
                .Select(operation => operation.GetType())));

    [Fact]
    public void Every_field_that_is_read_is_said()
    {
        HashSet<string> fields = [];
        foreach (string line in Examples)
        {
            JsonNode root = JsonNode.Parse(line)!;
            foreach (JsonObject json in ObjectsIn(root))
            {
                // The refusal of an unknown field lists the known ones.
                json["stray"] = 1;
                string message =
                    Record.Exception(() => ReadAny(root.ToJsonString()))?.Message ?? "";
                json.Remove("stray");
                if (message.Contains("stray: found an unknown field", StringComparison.Ordinal))
                {
                    fields.UnionWith(message.Split('\'').Where((_, i) => i % 2 == 1));
                }
            }
        }

        fields.ExceptWith(["op", "event", "instruction"]);
        Assert.True(fields.Count > 100, string.Join(", ", fields));
        Assert.Empty(Unsaid(fields).Except(InitFieldNames));
    }

    [Fact]
    public void Every_word_is_said()
    {
        Assert.Empty(Unsaid(Words<TaskState>()));
        Assert.Empty(Unsaid(Words<TaskReason>()));
        Assert.Empty(Unsaid(Words<TaskViolation>()));
        Assert.Empty(Unsaid(Words<UpdateSource>()));
        Assert.Empty(Unsaid(Words<CheckKind>()));
        Assert.Empty(Unsaid(Words<ExecutorKind>()));
        Assert.Empty(Unsaid(Words<OperationState>()));
        Assert.Empty(Unsaid(Words<OperationViolation>()));
        Assert.Empty(Unsaid(Words<RescindReason>()));
        Assert.Empty(Unsaid(Words<ClusterStatus>()));
        Assert.Empty(Unsaid(Words<InverseOfferAnswer>()));
        Assert.Empty(Unsaid(Words<PreemptionCause>()));
        Assert.Empty(Unsaid(Words<VictimReason>()));
        Assert.Empty(Unsaid(Words<VictimPhase>()));
        Assert.Empty(Unsaid(Words<VictimOutcome>()));
        Assert.Empty(Unsaid(Words<PreemptionOutcome>()));
        Assert.Empty(Unsaid(Words<LostAgentState>()));
    }

    /// <summary>The allocator's own options, which docs/scenario-format.md lists.</summary>
    private static string[] InitFieldNames =>
    [
        "mode", "fairness_exclude", "filter_gpu", "agent_order", "sorter", "recovery_factor",
        "recovery_timeout", "options", "allocate_on_return", "hoard_limit", "starvation_guard",
        "minimum_shape", "placement_order", "offer_timeout",
    ];

    private static bool IsOfJournal(string line) =>
        line.StartsWith("""{"journal":""", StringComparison.Ordinal)
        || line.StartsWith("""{"t":""", StringComparison.Ordinal);

    /// <summary>Snapshots are read as a whole, by tests of their own.</summary>
    private static bool IsOfSnapshot(string line) =>
        line.StartsWith("""{"snapshot":""", StringComparison.Ordinal)
        || line.StartsWith("""{"row":""", StringComparison.Ordinal)
        || line.StartsWith("""{"kept":""", StringComparison.Ordinal);

    private static IEnumerable<string> Unsaid(IEnumerable<string> names) => names.Where(
        name => !Document.Contains($"`{name}`", StringComparison.Ordinal));

    private static IEnumerable<string> Words<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(EnumWords<T>.Of);

    private static IEnumerable<JsonObject> ObjectsIn(JsonNode? node) => node switch
    {
        JsonObject json => json.Select(member => member.Value).SelectMany(ObjectsIn).ToArray()
            .Prepend(json),
        JsonArray array => array.SelectMany(ObjectsIn),
        _ => [],
    };

    private void ReadAny(string line)
    {
        if (!IsOfJournal(line))
        {
            Read(line);
            return;
        }

        string header = Examples.First(IsOfJournal);
        bool isHeader = line.StartsWith("""{"journal":""", StringComparison.Ordinal);
        using ClusterJournalReader reader = new(isHeader ? [line] : [header, line], _schema);
        reader.Next();
    }

    private object Read(string line) => line switch
    {
        _ when line.StartsWith("""{"op":""", StringComparison.Ordinal) =>
            new ClusterCommandReader(_schema).Read(line),
        _ when line.StartsWith("""{"event":""", StringComparison.Ordinal) =>
            new SchedulerEventReader(_schema).Read(line),
        _ => new AgentInstructionReader(_schema).Read(line),
    };

    private string Write(object value) => value switch
    {
        ClusterCommand command => new ClusterCommandWriter(_schema).Write(command),
        SchedulerEvent message => new SchedulerEventWriter(_schema).Write(message),
        _ => new AgentInstructionWriter(_schema).Write((AgentInstruction)value),
    };
}
