using Offers.Agents.Hosting;
using Offers.Agents.Tests.Sandboxes;
using Offers.Wire;
using Mine = Offers.Wire.WireConnection<Offers.AgentInstruction, Offers.AgentReport>;
using Theirs = Offers.Wire.WireConnection<Offers.AgentReport, Offers.AgentInstruction>;

namespace Offers.Agents.Tests.Hosting;

/// <summary>What an agent says to a master that reads slowly, or not at all.</summary>
public sealed class MasterOutboxTests : IAsyncLifetime, IDisposable
{
    private const int Many = 4_000;
    private static readonly string Words = new('x', 1_000);

    private readonly TemporaryDirectory _home = new();
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();
    private readonly SaidLog _log = new();
    private WireListener<AgentReport, AgentInstruction> _listener = null!;
    private Mine _mine = null!;
    private Theirs _theirs = null!;
    private MasterOutbox _outbox = null!;

    public async Task InitializeAsync()
    {
        _listener = await WireListener.StartAsync(
            WireEndpoint.Parse($"unix:{_home.At("s")}"),
            WireProtocols.MasterToAgent("m", ResourceSchema.CreateStandard()));
        WireProtocol<AgentInstruction, AgentReport> protocol = WireProtocols.AgentToMaster(
            "a", _schema, new WireOptions
            {
                MaxFrameBytes = 2_048,
                SendQueueLength = 8,
                SendTimeout = TimeSpan.FromSeconds(2),
            });
        _mine = await WireDialer.ConnectAsync(_listener.Endpoint, protocol);
        _theirs = (await _listener.AcceptAsync())!;
        _outbox = new MasterOutbox(_mine, protocol.Outgoing, _schema, new MessageFaults(_log));
    }

    public async Task DisposeAsync()
    {
        await _mine.DisposeAsync();
        await _theirs.DisposeAsync();
        await _listener.DisposeAsync();
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task All_that_was_said_at_once_is_heard_in_order_and_answers_to_pings_first()
    {
        for (int i = 0; i < Many; i++)
        {
            Send(Update($"t{i}", Words));
        }

        Send(new AnswerPing("a"));
        Assert.True(_outbox.Waiting > 0);
        List<string> heard = [];
        int ping = Many;
        while (heard.Count < Many)
        {
            switch (await Within.Time(_theirs.ReceiveAsync().AsTask()))
            {
                case ReportUpdate update:
                    heard.Add(update.Task);
                    break;
                case AnswerPing:
                    ping = heard.Count;
                    break;
                default:
                    Assert.Fail("the connection ended");
                    break;
            }
        }

        Assert.Equal(Enumerable.Range(0, Many).Select(i => $"t{i}"), heard);
        Assert.InRange(ping, 0, Many - 1);
        await Within.Time(_outbox.EmptyAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal(0, _outbox.Waiting);
    }

    [Fact]
    public async Task A_master_that_reads_nothing_is_given_up_after_a_time()
    {
        for (int i = 0; i < Many; i++)
        {
            Send(Update($"t{i}", Words));
        }

        Assert.Equal(CloseReason.Timeout, (await Within.Time(_mine.Closed)).Reason);
        await Within.Time(_outbox.EmptyAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal(0, _outbox.Waiting);
    }

    [Fact]
    public void What_waits_is_bounded_by_dropping_what_the_agent_says_again()
    {
        for (int i = 0; i < MasterOutbox.UpdateBound + (3 * Many); i++)
        {
            Send(Update("t", Words));
        }

        Assert.InRange(_outbox.Waiting, Many, MasterOutbox.UpdateBound);
        Assert.Single(_log.Lines, line => line.Contains("reads slowly", StringComparison.Ordinal));
        int before = _outbox.Waiting;
        Send(new UnregisterAgent("a"));
        Assert.InRange(_outbox.Waiting, before, MasterOutbox.UpdateBound + 1);
    }

    [Fact]
    public async Task What_is_too_long_is_said_in_the_log_once_and_ends_nothing()
    {
        string name = new('n', 3_000);
        Send(Update(name, null));
        Send(Update(name, "words"));
        Send(Update("t1", name));
        Send(Update("t2", "half \ud800"));
        Send(new RegisterAgent(new AgentProfile(name, ResourceSet.Parse(_schema, "cpus:1")), 1));
        Send(new AnswerPing("a"));
        List<string?> heard = [];
        while (await Within.Time(_theirs.ReceiveAsync().AsTask()) is ReportUpdate update)
        {
            heard.Add(update.Message);
        }

        Assert.Equal(2, heard.Count);
        Assert.All(heard, message => Assert.Contains(
            "cannot be sent", message, StringComparison.Ordinal));
        Assert.Equal(4, _log.Lines.Count);
        Assert.Single(_log.Lines, line => line.Contains("registration", StringComparison.Ordinal));
        Assert.Single(_log.Lines, line => line.Contains(name, StringComparison.Ordinal));
    }

    private static ReportUpdate Update(string task, string? message) =>
        new("a", "f", task, TaskState.Finished, new UpdateId(1, 2)) { Message = message };

    private void Send(AgentReport report)
    {
        lock (_schema)
        {
            _outbox.Send(report);
        }
    }
}
