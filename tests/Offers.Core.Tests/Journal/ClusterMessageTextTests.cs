namespace Offers.Core.Tests.Journal;

/// <summary>What a cluster says is written and read back to the same value.</summary>
public sealed class ClusterMessageTextTests
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    [Fact]
    public void Every_event_is_read_back_to_the_same_value()
    {
        SchedulerEventReader reader = new(_schema);
        SchedulerEventWriter writer = new(_schema);
        RoundTrips<SchedulerEvent>(reader.Read, writer.Write);
    }

    [Fact]
    public void Every_instruction_is_read_back_to_the_same_value()
    {
        AgentInstructionReader reader = new(_schema);
        AgentInstructionWriter writer = new(_schema);
        RoundTrips<AgentInstruction>(reader.Read, writer.Write);
    }

    [Theory]
    [InlineData("""{"event":"rain"}""", "event: found 'rain', expected the name of an event")]
    [InlineData("""{"event":"agent_failed","agent":"a","x":1}""", "x: found an unknown field")]
    [InlineData("""{"event":"call_refused","status":"FINE"}""", "status: found the text 'FINE', exp")]
    [InlineData("""{"event":"offer_rescinded","offer":317,"reason":"NONE"}""",
        "offer: found the number 317, expected an offer key such as '3-17'")]
    [InlineData("""{"instruction":"ping"}""", "event: found nothing, expected a text")]
    public void What_is_wrong_in_an_event_is_said(string line, string expected) =>
        Assert.StartsWith(
            expected,
            Assert.ThrowsAny<FormatException>(() => new SchedulerEventReader(_schema).Read(line))
                .Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"instruction":"rest"}""", "instruction: found 'rest', expected the name of an")]
    [InlineData("""{"instruction":"launch","framework":{"id":"f","roles":["r"]},"role":"r","task":{"name":"t"}}""",
        "task.agent: found nothing, expected a text")]
    [InlineData(
        """
        {"instruction":"launch_group","framework":{"id":"f","roles":["r"]},"role":"r","group":
        {"type":"launch_group","executor":{"name":"e","resources":""},"tasks":[]}}
        """,
        "group.type: found an unknown field, expected one of 'executor', ")]
    public void What_is_wrong_in_an_instruction_is_said(string line, string expected) =>
        Assert.StartsWith(
            expected,
            Assert.ThrowsAny<FormatException>(() => new AgentInstructionReader(_schema).Read(line))
                .Message,
            StringComparison.Ordinal);

    private void RoundTrips<T>(Func<string, T> read, Func<T, string> write)
    {
        int seed = RandomSeed.Next();
        AnyValue any = new(new Random(seed), _schema);
        foreach (Type kind in AnyValue.KindsOf(typeof(T)))
        {
            for (int i = 0; i < 200; i++)
            {
                T value = (T)any.Of(kind);
                string line = write(value);
                T again = read(line);
                Assert.True(value!.Equals(again), $"seed {seed}: {line} is {again}");
                Assert.Equal(line, write(again));
            }
        }
    }
}
