using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Offers.Masters.Loop;
using Offers.Wire;

namespace Offers.Masters.Agents;

/// <summary>
/// Listens for agents and carries frames to the loop, which reads them: the names of resources are
/// the business of one thread.
/// </summary>
internal sealed partial class AgentServer : IAsyncDisposable
{
    /// <summary>How many connections there may be when nobody says.</summary>
    internal const int UsualConnections = 20_000;

    /// <summary>How long a connection may say nothing at all before its first message.</summary>
    internal static readonly TimeSpan UsualSilence = TimeSpan.FromSeconds(30);

    private readonly MasterLoop _loop;
    private readonly ILogger _log;
    private readonly int _most;
    private readonly TimeSpan _silence;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _serving = [];
    private readonly HashSet<WireConnection<AgentReport, AgentInstruction>> _open = [];
    private readonly WireListener<AgentReport, AgentInstruction> _listener;
    private readonly Task _accepting;

    private AgentServer(
        MasterLoop loop, ILogger log, WireListener<AgentReport, AgentInstruction> listener,
        int most, TimeSpan silence)
    {
        _loop = loop;
        _log = log;
        _most = most;
        _silence = silence;
        _listener = listener;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, with the port that the kernel chose.</summary>
    internal WireEndpoint Endpoint => _listener.Endpoint;

    /// <summary>
    /// Begins to listen. Whoever comes when there are as many connections as there may be, or says
    /// nothing in time, is sent away, so that those who say nothing take no place for ever.
    /// </summary>
    /// <exception cref="IOException">It cannot be listened there.</exception>
    /// <exception cref="ArgumentException">As <see cref="WireListener"/>.</exception>
    internal static async Task<AgentServer> StartAsync(
        MasterLoop loop, WireEndpoint endpoint, WireTls? tls, ILogger log,
        int most = UsualConnections, TimeSpan? silence = null)
    {
        WireListener<AgentReport, AgentInstruction> listener = await WireListener
            .StartAsync(endpoint, loop.Protocol, tls, (from, close) => Refused(log, from, close))
            .ConfigureAwait(false);
        return new AgentServer(loop, log, listener, most, silence ?? UsualSilence);
    }

    /// <summary>Stops listening, and closes the connections in order.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _loop.Arrivals.End();
        await _listener.DisposeAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        Task[] closing;
        Task[] serving;
        lock (_lock)
        {
            closing = [.. _open.Select(static connection => connection.CloseAsync())];
            serving = [.. _serving];
        }

        await Task.WhenAll(closing).ConfigureAwait(false);
        await Task.WhenAll(serving).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false) is { } next)
            {
                if (!TryBegin(next))
                {
                    await TurnAwayAsync(next).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end was asked for.
        }
    }

    private bool TryBegin(WireConnection<AgentReport, AgentInstruction> connection)
    {
        lock (_lock)
        {
            if (_open.Count >= _most)
            {
                return false;
            }

            _open.Add(connection);
            Task serving = ServeAsync(connection);
            _serving.Add(serving);
            _ = serving.ContinueWith(Forget, TaskScheduler.Default);
            return true;
        }
    }

    /// <summary>At once: whoever does not close would hold up the next.</summary>
    private async Task TurnAwayAsync(WireConnection<AgentReport, AgentInstruction> connection)
    {
        connection.Abort($"found {_most} connections, as many as there may be");
        await connection.DisposeAsync().ConfigureAwait(false);
        Refused(_log, connection.Peer.Name, await connection.Closed.ConfigureAwait(false));
    }

    private void Forget(Task serving)
    {
        lock (_lock)
        {
            _serving.Remove(serving);
        }
    }

    /// <summary>Serves one connection until its end; never fails.</summary>
    private async Task ServeAsync(WireConnection<AgentReport, AgentInstruction> connection)
    {
        await Task.Yield();
        AgentSession session = new(_loop.NextConnection(), new AgentLink(connection));
        ArrivalShare share = new();
        try
        {
            await _loop.PostAsync(() => _loop.Open(session)).ConfigureAwait(false);
            WireFrame? next = await FirstAsync(connection).ConfigureAwait(false);
            for (; next is { } frame;
                next = await connection.ReceiveFrameAsync().ConfigureAwait(false))
            {
                // Until there is room nothing more is read, which slows down the sender.
                await _loop.Arrivals.TakeAsync(share, frame.MemoryBytes).ConfigureAwait(false);
                await _loop.PostAsync(() => Receive(session, share, frame)).ConfigureAwait(false);
            }

            await _loop.PostAsync(() => _loop.Close(session)).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // The loop has ended: nobody is there to hear of this connection.
        }

        await connection.DisposeAsync().ConfigureAwait(false);
        Ended(_log, session.Number, session.Agent ?? connection.Peer.Name,
            await connection.Closed.ConfigureAwait(false));
        lock (_lock)
        {
            _open.Remove(connection);
        }
    }

    private async ValueTask<WireFrame?> FirstAsync(
        WireConnection<AgentReport, AgentInstruction> connection)
    {
        using CancellationTokenSource late = new(_silence);
        try
        {
            return await connection.ReceiveFrameAsync(late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await connection.RefuseAsync(FormattableString.Invariant(
                $"found no message in {_silence.TotalSeconds} s, expected a registration"))
                .ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>On the loop: reads a frame, and gives back what it took of the budget.</summary>
    private void Receive(AgentSession session, ArrivalShare share, WireFrame frame)
    {
        int bytes = frame.MemoryBytes;
        try
        {
            _loop.Receive(session, frame);
        }
        finally
        {
            _loop.Arrivals.Release(share, bytes);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "connection {Number} of agent {Agent} ended: {Close}")]
    private static partial void Ended(ILogger log, long number, string agent, WireClose close);

    [LoggerMessage(2, LogLevel.Information, "a connection from {From} was refused: {Close}")]
    private static partial void Refused(ILogger log, string from, WireClose close);
}
