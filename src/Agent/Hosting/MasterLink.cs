using Offers.Wire;
using Connection = Offers.Wire.WireConnection<Offers.AgentInstruction, Offers.AgentReport>;
using Protocol = Offers.Wire.WireProtocol<Offers.AgentInstruction, Offers.AgentReport>;

namespace Offers.Agents.Hosting;

/// <summary>
/// The connection to the master: made when it is wanted, tried again with a pause that doubles, and
/// told to the agent with a number of its own when it is there and when it is over.
/// </summary>
internal sealed class MasterLink : IAsyncDisposable
{
    private const int Credits = 1_024;
    private readonly HostParts _host;
    private readonly Protocol _protocol;
    private readonly WireTls? _tls;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly SemaphoreSlim _credits = new(Credits);
    private readonly Task _running;
    private readonly MessageFaults _faults;
    private Connection? _connection;
    private MasterOutbox? _outbox;
    private long _number;
    private bool _isBusy;
    private bool _isKnown;

    /// <summary>A link that waits until it is wanted.</summary>
    internal MasterLink(HostParts host, WireTls? tls)
    {
        _host = host;
        _tls = tls;
        _faults = new MessageFaults(host.Log);
        _protocol = WireProtocols.AgentToMaster(
            host.Settings.Name, host.Schema, host.Settings.Wire);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Says whether the agent wants a connection it does not have. Never waits.</summary>
    internal void Want(bool isWanted)
    {
        if (!isWanted)
        {
            return;
        }

        if (!_isBusy)
        {
            _isBusy = true;
            _wanted.Release();
        }
        else if (_isKnown)
        {
            // The agent has given the present one up: no ping came.
            Volatile.Read(ref _connection)?.Abort("the master is silent");
        }
    }

    /// <summary>The agent has applied that there is a connection.</summary>
    internal void Began() => _isKnown = true;

    /// <summary>The agent has applied that a connection is over.</summary>
    internal void Ended()
    {
        _isKnown = false;
        _isBusy = false;
    }

    /// <summary>The agent has taken an instruction: there is room for another one.</summary>
    internal void Taken() => _credits.Release();

    /// <summary>Sends a report; the schema is locked. Lost if there is no connection.</summary>
    internal void Send(AgentReport report) => Volatile.Read(ref _outbox)?.Send(report);

    /// <summary>Lets what was sent go out, if the master takes it in time.</summary>
    internal async Task CloseAsync()
    {
        if (Volatile.Read(ref _connection) is { } connection)
        {
            await (Volatile.Read(ref _outbox)?.EmptyAsync(_host.Settings.Wire.CloseTimeout)
                ?? Task.CompletedTask).ConfigureAwait(false);
            await connection.CloseAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _wanted.Dispose();
        _credits.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _wanted.WaitAsync(_stop.Token).ConfigureAwait(false);
                Connection connection = await DialAsync().ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    await ServeAsync(connection).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The agent ends.
        }
        catch (Exception bad)
        {
            _host.Fail(bad);
        }
    }

    private async Task<Connection> DialAsync()
    {
        TimeSpan pause = _host.Settings.Times.RegistrationBackoff;
        for (bool isTold = false; ; isTold = true)
        {
            try
            {
                return await WireDialer.ConnectAsync(
                    _host.Settings.Master, _protocol, _tls, _stop.Token).ConfigureAwait(false);
            }
            catch (WireClosedException bad)
            {
                if (!isTold)
                {
                    HostLog.NoMaster(_host.Log, bad.Close.ToString());
                }
            }

            await Task.Delay(pause, _stop.Token).ConfigureAwait(false);
            pause = TimeSpan.FromTicks(Math.Min(
                pause.Ticks * 2, _host.Settings.Times.MaxRegistrationBackoff.Ticks));
        }
    }

    private async Task ServeAsync(Connection connection)
    {
        HostLog.Connected(_host.Log, connection.Peer.Name, _host.Settings.Master);
        long number = ++_number;
        Volatile.Write(
            ref _outbox, new MasterOutbox(
                connection, _protocol.Outgoing, _host.Schema, _faults));
        Volatile.Write(ref _connection, connection);
        _host.Post(new MasterConnected(number));
        while (await connection.ReceiveAsync(_stop.Token).ConfigureAwait(false) is { } heard)
        {
            // Whoever sends faster than the disk keeps waits in its own queue.
            await _credits.WaitAsync(_stop.Token).ConfigureAwait(false);
            _host.Post(new InstructionArrived(heard));
        }

        Volatile.Write(ref _connection, null);
        Volatile.Write(ref _outbox, null);
        WireClose close = await connection.Closed.ConfigureAwait(false);
        if (close.Reason != CloseReason.ClosedHere)
        {
            HostLog.Disconnected(_host.Log, close);
        }

        _host.Post(new MasterDisconnected(number));
    }
}
