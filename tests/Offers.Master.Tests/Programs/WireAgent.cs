using System.Collections.Concurrent;
using Offers.Wire;

namespace Offers.Masters.Tests.Programs;

/// <summary>A played agent over the wire, which connects again whenever it is cut off.</summary>
internal sealed class WireAgent : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly PlayedAgent _agent;
    private readonly WireEndpoint _endpoint;
    private readonly Task _running;

    internal WireAgent(PlayedAgent agent, WireEndpoint endpoint)
    {
        _agent = agent;
        _endpoint = endpoint;
        _running = RunAsync();
    }

    /// <summary>Why connections ended.</summary>
    internal ConcurrentQueue<WireClose> Closes { get; } = new();

    internal T Look<T>(Func<PlayedAgent, T> look)
    {
        lock (_lock)
        {
            return look(_agent);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using WireConnection<AgentInstruction, AgentReport> connection =
                    await WireDialer.ConnectAsync(_endpoint, WireProtocols.AgentToMaster(
                        _agent.Name, ResourceSchema.CreateStandard()), cancellation: _stop.Token);
                await TalkAsync(connection);
                Closes.Enqueue(await connection.Closed);
            }
            catch (IOException)
            {
                await Task.Delay(20);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task TalkAsync(WireConnection<AgentInstruction, AgentReport> connection)
    {
        await connection.SendAsync(Look(static agent => agent.Greeting()), _stop.Token);
        using CancellationTokenSource over =
            CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        Task playing = PlayAsync(connection, over.Token);
        while (await connection.ReceiveAsync(_stop.Token) is { } instruction)
        {
            foreach (AgentReport report in Look(agent => agent.Hear(instruction)))
            {
                await connection.SendAsync(report, _stop.Token);
            }
        }

        await over.CancelAsync();
        await playing;
    }

    private async Task PlayAsync(
        WireConnection<AgentInstruction, AgentReport> connection, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(20, over);
                foreach (AgentReport report in Look(static agent => agent.Play()))
                {
                    await connection.SendAsync(report, over);
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or WireClosedException)
        {
            // The connection is over; what was not sent is said again over the next one.
        }
    }
}
