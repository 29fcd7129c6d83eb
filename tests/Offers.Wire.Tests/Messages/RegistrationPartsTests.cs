using System.Buffers;
using Offers.Core.Tests.Journal;

namespace Offers.Wire.Tests.Messages;

/// <summary>Registrations that are longer than a message may be.</summary>
public sealed class RegistrationPartsTests
{
    private static readonly WireOptions Small = new() { MaxFrameBytes = 4 << 10, MaxItems = 40 };

    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();
    private readonly List<string> _leftOut = [];

    [Fact]
    public void A_registration_that_fits_is_one_message()
    {
        ReregisterAgent whole = Of(10, 20);
        Assert.Equal([whole], Divide(whole));
    }

    [Fact]
    public void One_that_does_not_comes_in_messages_that_fit_and_is_the_same_again()
    {
        int seed = RandomSeed.Next();
        Random random = new(seed);
        AnyValue any = new(random, _schema);
        for (int i = 0; i < 200; i++)
        {
            ReregisterAgent some = any.Of<ReregisterAgent>();
            ReregisterAgent plain = Of(random.Next(200), random.Next(300));
            ReregisterAgent whole = plain with
            {
                Tasks = [.. some.Tasks, .. plain.Tasks],
                Executors = some.Executors,
                Frameworks = some.Frameworks,
                Operations = some.Operations,
                IsDraining = some.IsDraining,
            };
            _leftOut.Clear();
            IReadOnlyList<AgentReport> messages = Divide(whole);
            ReregisterAgent last = Assert.IsType<ReregisterAgent>(messages[^1]);
            ReregisterAgent again = RegistrationParts.Join(
                [.. messages.SkipLast(1).Cast<RegistrationPart>()], last);
            Assert.True(_leftOut.Count > 0 || whole.Equals(again), $"seed {seed}, {i}");
            Assert.Equal(
                whole.Tasks.Count + whole.Executors.Count + whole.Frameworks.Count
                    + whole.Operations.Count,
                again.Tasks.Count + again.Executors.Count + again.Frameworks.Count
                    + again.Operations.Count + _leftOut.Count);
        }
    }

    [Fact]
    public void What_fits_into_no_message_is_left_out_and_said()
    {
        ReregisterAgent whole = Of(2, 10);
        ReregisterAgent more = whole with { Tasks = [.. whole.Tasks, Task("huge", 5_000)] };
        Assert.Equal([whole], Divide(more));
        Assert.Equal(["task 'huge'"], _leftOut);
    }

    [Fact]
    public void Whatever_a_master_can_send_an_agent_can_say_it_has()
    {
        FrameworkProfile framework = new("f1", new FrameworkDescription { Roles = ["web"] });
        WireCodec<AgentInstruction> codec = WireCodecs.Instructions(_schema, Small);
        int length = 3_000;
        while (LengthOf(codec, Launch(length + 1)) <= codec.MaxBytes)
        {
            length++;
        }

        Assert.IsType<RegistrationPart>(Divide(Of(40, 100) with
        {
            Tasks = [.. Of(40, 100).Tasks, Task("t", length)],
            Frameworks = [framework],
        })[0]);
        Assert.Empty(_leftOut);

        LaunchReceived Launch(int bytes) => new(framework, "web", Task("t", bytes).Description);
    }

    private IReadOnlyList<AgentReport> Divide(ReregisterAgent whole)
    {
        WireCodec<AgentReport> codec = WireCodecs.Reports(_schema, Small);
        IReadOnlyList<AgentReport> messages = RegistrationParts.Of(
            whole, codec, (what, _) => _leftOut.Add(what));
        foreach (AgentReport message in messages)
        {
            ArrayBufferWriter<byte> bytes = new();
            codec.Write(bytes, message);
            Assert.InRange(bytes.WrittenCount, 1, Small.MaxFrameBytes);
            Assert.Equal(message, codec.Read(bytes.WrittenSpan));
        }

        return messages;
    }

    private ReregisterAgent Of(int tasks, int bytes) => new(
        new AgentProfile("a1", ResourceSet.Parse(_schema, "cpus:8;mem:4096")), 1,
        [.. Enumerable.Range(0, tasks).Select(i => Task($"t{i}", bytes))]);

    private ReportedTask Task(string name, int bytes) => new(
        "f1", "web",
        new TaskDescription(name, "a1", ResourceSet.Parse(_schema, "cpus:1"))
        {
            Command = new CommandLine(new string('x', bytes)),
        },
        TaskState.Running);

    private static int LengthOf<T>(WireCodec<T> codec, T message)
        where T : class
    {
        ArrayBufferWriter<byte> bytes = new();
        codec.Write(bytes, message);
        return bytes.WrittenCount;
    }
}
