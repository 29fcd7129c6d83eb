using Microsoft.Extensions.Logging.Abstractions;
using Offers.Masters.Agents;
using Offers.Masters.Loop;
using Offers.Masters.Metrics;
using Offers.Masters.Tests.Loop;
using Offers.Masters.Tests.Programs;
using Offers.Wire;

namespace Offers.Masters.Tests.Agents;

/// <summary>Agents over the wire before a loop that turns only when it is told to.</summary>
public sealed class AgentServerTests : IAsyncLifetime, IDisposable
{
    private const int Block = 16 << 10; // What a report of 12 000 characters takes.
    private const int Agents = 3;
    private const int Reports = 40;

    private readonly TemporaryDirectory _home = new();
    private readonly List<WireConnection<AgentInstruction, AgentReport>> _connections = [];
    private PlayedMaster _master = null!;
    private AgentServer _server = null!;
    private bool _isOver;

    public async Task InitializeAsync()
    {
        _master = new PlayedMaster(_home["data"], new ManualTime(),
            arrivals: new ArrivalBudget(inAll: 5 * Block, ofOne: 2 * Block));
        _server = await AgentServer.StartAsync(_master.Loop,
            WireEndpoint.Parse($"unix:{_home["agents.sock"]}"), null, NullLogger.Instance);
    }

    public async Task DisposeAsync()
    {
        foreach (WireConnection<AgentInstruction, AgentReport> connection in _connections)
        {
            await connection.DisposeAsync();
        }

        if (!_isOver)
        {
            await _server.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _master.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Bytes_that_wait_for_a_loop_that_stands_still_are_bounded_and_none_is_lost()
    {
        using MetricsText metrics = new(_master.Metrics.Meter);
        await FloodAsync(Agents);
        await StandStillAsync(Agents + 5, 5 * Block);
        string all = $"command=\"answer_ping\",status=\"UNKNOWN_AGENT\"}} {Agents * Reports}\n";
        await Eventually.TrueAsync("every report", () =>
        {
            _master.Loop.Turn();
            return metrics.Write().Contains(all, StringComparison.Ordinal);
        });
        Assert.Equal(0, _master.Loop.Arrivals.Held);
    }

    [Fact]
    public async Task One_connection_has_only_its_share()
    {
        await FloodAsync(1);
        await StandStillAsync(1 + 2, 2 * Block);
    }

    [Fact]
    public async Task Who_says_nothing_and_who_is_one_too_many_is_sent_away()
    {
        await using AgentServer server = await AgentServer.StartAsync(_master.Loop,
            WireEndpoint.Parse($"unix:{_home["few.sock"]}"), null, NullLogger.Instance,
            most: 1, silence: TimeSpan.FromSeconds(1));
        WireConnection<AgentInstruction, AgentReport> silent = await ConnectAsync(server);
        WireConnection<AgentInstruction, AgentReport> late = await ConnectAsync(server);
        Assert.Null(await late.ReceiveAsync());
        Assert.Null(await silent.ReceiveAsync());
        Assert.Contains("no message in 1 s", (await silent.Closed).Text, StringComparison.Ordinal);
        await Eventually.TrueAsync("a place and its message", async () =>
        {
            WireConnection<AgentInstruction, AgentReport> next = await ConnectAsync(server);
            next.TrySend(new AnswerPing("a"));
            return _master.Loop.Arrivals.Held > 0;
        });
    }

    [Fact]
    public async Task Who_waits_for_room_does_not_hold_up_the_end()
    {
        await FloodAsync(Agents);
        await StandStillAsync(Agents + 5, 5 * Block);
        _master.Loop.Run(new CancellationToken(true));
        _isOver = true;
        await _server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
    }

    private async Task<WireConnection<AgentInstruction, AgentReport>> ConnectAsync(
        AgentServer server)
    {
        WireConnection<AgentInstruction, AgentReport> connection =
            await WireDialer.ConnectAsync(server.Endpoint,
                WireProtocols.AgentToMaster("a", ResourceSchema.CreateStandard()));
        _connections.Add(connection);
        return connection;
    }

    private async Task FloodAsync(int agents)
    {
        for (int i = 0; i < agents; i++)
        {
            string name = new((char)('a' + i), 12_000);
            WireConnection<AgentInstruction, AgentReport> connection =
                await ConnectAsync(_server);
            for (int k = 0; k < Reports; k++)
            {
                await connection.SendAsync(new AnswerPing(name));
            }
        }
    }

    /// <summary>So many things come to the loop, and then no more.</summary>
    private async Task StandStillAsync(int things, long bytes)
    {
        await Eventually.TrueAsync("enough", () => _master.Loop.Waiting >= things);
        await Task.Delay(200);
        Assert.Equal((things, bytes), (_master.Loop.Waiting, _master.Loop.Arrivals.Held));
    }
}
