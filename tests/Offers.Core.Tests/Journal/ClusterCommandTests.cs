namespace Offers.Core.Tests.Journal;

/// <summary>What happens to a cluster is written and read back to the same value.</summary>
public sealed class ClusterCommandTests
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    [Fact]
    public void Every_command_is_read_back_to_the_same_value()
    {
        ClusterCommandReader reader = new(_schema);
        ClusterCommandWriter writer = new(_schema);
        int seed = RandomSeed.Next();
        AnyValue any = new(new Random(seed), _schema);
        foreach (Type kind in AnyValue.KindsOf(typeof(ClusterCommand)))
        {
            for (int i = 0; i < 200; i++)
            {
                ClusterCommand command = (ClusterCommand)any.Of(kind);
                string line = writer.Write(command);
                Assert.DoesNotContain('\n', line);
                ClusterCommand read = reader.Read(line);
                Assert.True(command.Equals(read), $"seed {seed}: {line} is {read}");
                Assert.Equal(line, writer.Write(read));
            }
        }
    }

    [Fact]
    public void Fields_with_their_default_are_not_written_and_may_be_left_out()
    {
        ClusterCommand[] commands =
        [
            new Subscribe(Profile("f"), 1),
            new AcceptOffers("f", [new OfferKey(3, 17)], []),
            new RegisterAgent(new AgentProfile("a", ResourceSet.Parse(_schema, "cpus:1")), 2),
            new ReportUpdate("a", "f", "t", TaskState.Running, UpdateId.None),
            new SetHosts(null),
            new SetHosts([]),
        ];
        string[] lines =
        [
            """{"op":"subscribe","id":"f","roles":["a"],"connection":1}""",
            """{"op":"accept_offers","framework":"f","offers":["3-17"],"operations":[]}""",
            """{"op":"register_agent","id":"a","resources":"cpus:1","connection":2}""",
            """{"op":"report_update","agent":"a","framework":"f","task":"t","state":"RUNNING"}""",
            """{"op":"set_hosts","hosts":null}""",
            """{"op":"set_hosts","hosts":[]}""",
        ];
        ClusterCommandReader reader = new(_schema);
        Assert.Equal(commands, lines.Select(reader.Read));
        Assert.Equal(lines, commands.Select(new ClusterCommandWriter(_schema).Write));
    }

    [Fact]
    public void Resources_may_be_a_text_or_an_array_and_are_written_as_text()
    {
        ClusterCommand command = new ClusterCommandReader(_schema).Read(
            """
            {"op":"report_total","agent":"a","total":[{"name":"disk","scalar":{"value":5},
            "reservations":[{"type":"DYNAMIC","role":"a/b","principal":"p","labels":{"labels":
            [{"key":"k;","value":"v"}]}}],"disk":{"persistence":{"id":"v:1"},
            "volume":{"container_path":"p a","mode":"RW"}},"shared":{},"copies":2}]}
            """);
        string line = new ClusterCommandWriter(_schema).Write(command);
        Assert.StartsWith("""{"op":"report_total","agent":"a","total":"disk(""", line,
            StringComparison.Ordinal);
        Assert.Equal(command, new ClusterCommandReader(_schema).Read(line));
    }

    [Fact]
    public void Times_and_ids_are_exact()
    {
        ClusterCommandWriter writer = new(_schema);
        Assert.Equal(
            """{"op":"kill_task","framework":"f","task":"t","grace":0.0000001}""",
            writer.Write(new KillTask("f", "t") { Grace = new TimeSpan(1) }));
        Assert.Equal(
            """
            {"op":"acknowledge_operation","framework":"f","operation":"o",
            """.TrimEnd() + "\"update\":\"000000000000000a00000000000000ff\"}",
            writer.Write(new AcknowledgeOperation("f", "o", new UpdateId(10, 255))));
        Assert.Equal(
            new AcknowledgeOperation("f", "o", new UpdateId(0xABCDEF, ulong.MaxValue)),
            new ClusterCommandReader(_schema).Read(
                """
                {"op":"acknowledge_operation","framework":"f","operation":"o",
                "update":"0000000000ABCDEFffffffffffffffff"}
                """));
    }

    [Theory]
    [InlineData("{}", "op: found nothing, expected a text")]
    [InlineData("""{"op":"bogus"}""", "op: found 'bogus', expected the name of a command")]
    [InlineData("""{"op":"advance_time","x":1}""", "x: found an unknown field, expected one of 'op'")]
    [InlineData("""{"op":"tear_down","framework":"f","framework":"f"}""",
        "framework: found it a second time, expected each field once")]
    [InlineData("""{"op":"tear_down","framework":null}""", "framework: found null, expected a text")]
    [InlineData("""{"op":"tear_down","framework":"\ud800"}""", "character 32: found half a character")]
    [InlineData("""{"op":"subscribe","id":"f","connection":1}""", "roles: found nothing, expected")]
    [InlineData("""{"op":"subscribe","id":"f","roles":["a"],"connection":1.5}""",
        "connection: found the number 1.5, expected a whole number of 64 bits")]
    [InlineData("""{"op":"subscribe","id":"f","roles":["a"],"connection":9223372036854775808}""",
        "connection: found the number 9223372036854775808, expected a whole number of 64 bits")]
    [InlineData("""{"op":"subscribe","id":"f","roles":["a"],"connection":1,"failover_timeout":1e300}""",
        "failover_timeout: found the number 1e300, expected seconds with at most seven decimals")]
    [InlineData("""{"op":"restart_master","incarnation":2147483648}""",
        "incarnation: found the number 2147483648, expected a whole number of 32 bits")]
    [InlineData("""{"op":"decline_offers","framework":"f","offers":["3-017"]}""",
        "offers[0]: found the text '3-017', expected an offer key such as '3-17'")]
    [InlineData("""{"op":"decline_offers","framework":"f","offers":[],"refuse_seconds":0.00000001}""",
        "refuse_seconds: found the number 0.00000001, expected seconds")]
    [InlineData("""{"op":"acknowledge_operation","framework":"f","operation":"o","update":"0g"}""",
        "update: found the text '0g', expected 32 hexadecimal digits")]
    [InlineData("""{"op":"report_update","agent":"a","framework":"f","task":"t","state":"SLEEPING"}""",
        "state: found the text 'SLEEPING', expected one of 'STAGING', 'STARTING', ")]
    [InlineData("""{"op":"report_update","agent":"a","framework":"f","task":"t"}""",
        "state: found nothing, expected a word")]
    [InlineData("""{"op":"set_agent_offering","agent":"a"}""", "offered: found nothing, expected true")]
    [InlineData("""{"op":"operate_agent","agent":"a","operations":[{"type":"bake"}]}""",
        "operations[0].type: found 'bake', expected the type of an operation")]
    [InlineData("""{"op":"operate_agent","agent":"a","operations":[{"type":"launch","tasks":[{}]}]}""",
        "operations[0].tasks[0].name: found nothing, expected a text")]
    [InlineData("""{"op":"operate_agent","agent":"a","operations":[{"type":"create","volumes":7}]}""",
        "operations[0].volumes: found the number 7, expected a resource text")]
    [InlineData("""{"op":"set_weights","weights":[{"role":"a","weight":0.0001}]}""",
        "weights[0].weight: found the number 0.0001, expected a number with at most three decimals")]
    [InlineData("""{"op":"set_quotas","quotas":[{"role":"a","limits":"cpus:1;cpus:2"}]}""",
        "quotas[0].limits: resources, character 8: found 'cpus' a second time")]
    [InlineData("[]", "line: found an array, expected a JSON object")]
    [InlineData("""{"op":""", "line: found an object that breaks off, expected its end")]
    public void What_is_wrong_is_said(string line, string expected) => Assert.StartsWith(
        expected,
        Assert.ThrowsAny<FormatException>(() => new ClusterCommandReader(_schema).Read(line)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_refused_line_adds_no_kind()
    {
        int kinds = _schema.Count;
        ClusterCommandReader reader = new(_schema);
        Assert.ThrowsAny<FormatException>(() => reader.Read(
            """{"op":"report_total","agent":"a","total":"slots:1;tapes:2","x":1}"""));
        Assert.Equal(kinds, _schema.Count);
        Assert.Equal(
            "tapes:2",
            ((ReportTotal)reader.Read("""{"op":"report_total","agent":"a","total":"tapes:2"}"""))
                .Total.ToString());
        Assert.Equal(kinds + 1, _schema.Count);
    }

    [Fact]
    public void What_a_type_cannot_hold_is_not_written() =>
        Assert.Throws<ArgumentException>(() => new ClusterCommandWriter(_schema).Write(
            new ReportUpdate("a", "f", "t", (TaskState)99, UpdateId.None)));

    private static FrameworkProfile Profile(string id) =>
        new(id, new FrameworkDescription { Roles = ["a"] });
}
