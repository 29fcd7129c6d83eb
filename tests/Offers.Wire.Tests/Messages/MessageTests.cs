using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Offers.Core.Tests.Conventions;
using Offers.Core.Tests.Journal;

namespace Offers.Wire.Tests.Messages;

public sealed class MessageTests
{
    private const int EachKind = 300;

    public static TheoryData<string> Kinds =>
        [.. Sort.All.SelectMany(sort => sort.Kinds).Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_message_is_equal_after_a_round_trip(string kind)
    {
        Sort sort = SortOf(kind);
        Type type = sort.Kinds.Single(one => one.Name == kind);
        int seed = RandomSeed.Next();
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Gen<object> messages = Gen.Choose(0, int.MaxValue)
            .Select(n => new AnyValue(new Random(n ^ seed), schema).Of(type));
        Prop.ForAll(messages.ToArbitrary(), message =>
        {
            object read = sort.Read(schema, sort.Write(schema, message));
            Assert.True(message.Equals(read), $"seed {seed}: {message} is read as {read}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(EachKind));
    }

    [Fact]
    public void Every_kind_has_an_example_which_is_equal_after_a_round_trip()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        IReadOnlyList<object> examples = Examples.All(schema);
        Assert.Equal(
            Sort.All.SelectMany(sort => sort.Kinds).Select(kind => kind.Name).Order(),
            examples.Select(example => example.GetType().Name).Order());
        Assert.All(examples, example =>
        {
            Sort sort = SortOf(example.GetType().Name);
            Assert.Equal(example, sort.Read(schema, sort.Write(schema, example)));
        });
    }

    /// <summary>The format itself: bytes of released versions stay readable.</summary>
    [Fact]
    public void The_bytes_of_the_examples_are_those_on_record()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        string text = string.Concat(Examples.All(schema).Select(example =>
        {
            byte[] bytes = SortOf(example.GetType().Name).Write(schema, example);
            return $"{example.GetType().Name} {Convert.ToHexStringLower(bytes)}\n";
        }));
        Recorded.Check(
            Path.Combine("tests", "Offers.Wire.Tests", "Messages", "examples.txt"), text);
    }

    [Fact]
    public void Fields_that_nobody_knows_are_passed_over()
    {
        ArrayBufferWriter<byte> bytes = new();
        MessagePackWriter writer = new(bytes);
        writer.ArrayHeader(2);
        writer.Integer(20);
        writer.MapHeader(4);
        writer.Integer(31);
        writer.ArrayHeader(1);
        writer.MapHeader(1);
        writer.Text("deep");
        writer.Nil();
        writer.Whole(ulong.MaxValue);
        writer.Double(1.5);
        writer.Integer(1);
        writer.Text("a1");
        writer.Integer(2);
        writer.Timestamp(-1, 5);
        Assert.Equal(new AnswerPing("a1"), Reports().Read(bytes.WrittenSpan));
    }

    [Theory]
    [InlineData("921480", "answer_ping.agent (byte 2): found no such field, expected it to be there")]
    [InlineData("92148101a1ff", "answer_ping.agent (byte 4): found bytes that are no UTF-8, expected a text")]
    [InlineData("9214820101", "byte")]
    [InlineData("92148201a16101a161", "answer_ping (byte 6): found field 1 a second time, expected it once")]
    [InlineData("92148101a16100", "byte 6: found 1 bytes more, expected the end of the message")]
    [InlineData("9263810100", "byte 0: found number 99, expected the number of something that an agent says")]
    [InlineData("93148000", "byte 0: found an array of 3")]
    [InlineData("c0", "byte 0: found nil, expected an array")]
    [InlineData("", "byte 0: found the end, expected an array")]
    [InlineData("92148101dbffffffff", "answer_ping (byte 4): found a text with a length of 4294967295, expected no more than the 0 bytes that are left can hold")]
    public void What_is_no_message_is_refused_with_its_place(string hex, string message)
    {
        WireException bad = Assert.Throws<WireException>(
            () => Reports().Read(Convert.FromHexString(hex)));
        Assert.Contains(message, bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_names_the_field_from_the_message_inwards()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        WireCodec<AgentInstruction> codec = WireCodecs.Instructions(schema);
        ArrayBufferWriter<byte> bytes = new();
        codec.Write(bytes, Examples.All(schema).OfType<LaunchReceived>().Single());
        byte[] broken = bytes.WrittenSpan.ToArray();
        int at = broken.AsSpan().IndexOf("cpus:1"u8);
        broken[at] = (byte)'(';
        WireException bad = Assert.Throws<WireException>(() => codec.Read(broken));
        Assert.Equal("launch.task.task.resources", bad.Where);
        Assert.Contains("no resources (", bad.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_in_pieces_is_read_as_one()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        foreach (AgentReport report in Examples.All(schema).OfType<AgentReport>())
        {
            ArrayBufferWriter<byte> bytes = new();
            WireCodecs.Reports(schema).Write(bytes, report);
            ReadOnlySequence<byte> pieces = Pieces.Of(bytes.WrittenMemory, 3);
            Assert.Equal(report, WireCodecs.Reports(schema).Read(pieces));
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_has_no_bytes() => Assert.Throws<WireException>(
        () => Reports().Write(new ArrayBufferWriter<byte>(), new AnswerPing("a\ud800")));

    [Fact]
    public void Names_of_kinds_are_bounded_and_forgotten_with_their_message()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        WireCodec<AgentReport> codec = WireCodecs.Reports(
            schema, new WireOptions { MaxKinds = 10 });
        string many = string.Join(';', Enumerable.Range(0, 100).Select(i => $"k{i}:1"));
        ResourceSchema other = ResourceSchema.CreateStandard();
        ArrayBufferWriter<byte> bytes = new();
        codec.Write(bytes, new ReportTotal("a1", ResourceSet.Parse(other, many)));
        WireException bad = Assert.Throws<WireException>(() => codec.Read(bytes.WrittenSpan));
        Assert.Contains("at most 10 kinds", bad.Message, StringComparison.Ordinal);
        Assert.Equal(4, schema.Count);
    }

    [Fact]
    public void A_list_is_no_longer_than_the_options_say()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        WireCodec<ExecutorReport> codec = WireCodecs.ExecutorReports(
            schema, new WireOptions { MaxItems = 2 });
        ArrayBufferWriter<byte> bytes = new();
        codec.Write(bytes, new SubscribeExecutor("f", "e") { Tasks = ["a", "b", "c"] });
        WireException bad = Assert.Throws<WireException>(() => codec.Read(bytes.WrittenSpan));
        Assert.Equal("subscribe_executor.tasks", bad.Where);
    }

    [Fact]
    public void Writing_what_is_sent_most_allocates_nothing()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        WireCodec<AgentReport> reports = WireCodecs.Reports(schema);
        WireCodec<AgentInstruction> instructions = WireCodecs.Instructions(schema);
        ReportUpdate update = new("a1", "f1", "t1", TaskState.Running, new UpdateId(1, 2))
        {
            Message = "naïve",
            LatestState = TaskState.Finished,
            IsHealthy = true,
        };
        PingReceived ping = new();
        UpdateAcknowledged acknowledged = new("f1", "t1", new UpdateId(1, 2));
        FrameBuffer buffer = new();
        Assert.Equal(0, AllocatedBytes.OfWarm(() =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                buffer.Clear();
                reports.Write(buffer, update);
                instructions.Write(buffer, ping);
                instructions.Write(buffer, acknowledged);
            }
        }));
    }

    internal static Sort SortOf(string kind) =>
        Sort.All.Single(sort => sort.Kinds.Any(one => one.Name == kind));

    private static WireCodec<AgentReport> Reports() =>
        WireCodecs.Reports(ResourceSchema.CreateStandard());
}
