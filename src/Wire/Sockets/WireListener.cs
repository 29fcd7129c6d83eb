using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Channels;

namespace Offers.Wire;

/// <summary>
/// Listens at an endpoint and shakes hands with whoever comes, many at a time up to a bound. Who
/// does not shake hands in time, or not well, is gone and told once.
/// </summary>
/// <typeparam name="TIn">What is heard.</typeparam>
/// <typeparam name="TOut">What is said.</typeparam>
public sealed class WireListener<TIn, TOut> : IAsyncDisposable
    where TIn : class
    where TOut : class
{
    private readonly WireProtocol<TIn, TOut> _protocol;
    private readonly WireTls? _tls;
    private readonly Socket _socket;
    private readonly Channel<WireConnection<TIn, TOut>> _ready =
        Channel.CreateUnbounded<WireConnection<TIn, TOut>>();

    private readonly SemaphoreSlim _places;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _shaking = [];
    private Task _accepting = Task.CompletedTask;
    private int _isDisposed;

    internal WireListener(
        WireEndpoint endpoint, WireProtocol<TIn, TOut> protocol, WireTls? tls, Socket socket)
    {
        _protocol = protocol;
        _tls = tls;
        _socket = socket;
        _places = new SemaphoreSlim(protocol.Options.MaxPendingConnections);
        Endpoint = endpoint.Kind == WireEndpointKind.Unix
            ? endpoint
            : endpoint.WithPort(((IPEndPoint)socket.LocalEndPoint!).Port);
    }

    /// <summary>Where it listens, with the port that the kernel chose.</summary>
    public WireEndpoint Endpoint { get; }

    /// <summary>
    /// Hears once of each that came and was refused, from any thread: from where, and why.
    /// </summary>
    public Action<string, WireClose>? Refused { get; set; }

    /// <summary>The next peer that has shaken hands; null once this is disposed.</summary>
    public async ValueTask<WireConnection<TIn, TOut>?> AcceptAsync(
        CancellationToken cancellation = default)
    {
        while (await _ready.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
        {
            if (_ready.Reader.TryRead(out WireConnection<TIn, TOut>? connection))
            {
                _places.Release();
                return connection;
            }
        }

        return null;
    }

    /// <summary>Stops listening; connections that were taken go on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        Task[] shaking;
        lock (_lock)
        {
            shaking = [.. _shaking];
        }

        await Task.WhenAll(shaking).ConfigureAwait(false);
        _ready.Writer.TryComplete();
        while (_ready.Reader.TryRead(out WireConnection<TIn, TOut>? connection))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        if (Endpoint.Kind == WireEndpointKind.Unix)
        {
            File.Delete(Endpoint.Address);
        }

        _stop.Dispose();
    }

    /// <summary>Begins to accept.</summary>
    internal void Begin() => _accepting = AcceptLoopAsync();

    private async Task AcceptLoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _places.WaitAsync(_stop.Token).ConfigureAwait(false);
                Begin(await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException bad)
            {
                // Out of descriptors, or somebody who left before he was greeted.
                _places.Release();
                Refused?.Invoke("somebody", new WireClose(CloseReason.Broken, bad.Message));
                await PauseAsync().ConfigureAwait(false);
            }
        }
    }

    private Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(50), _stop.Token)
        .ContinueWith(static _ => { }, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void Begin(Socket socket)
    {
        lock (_lock)
        {
            Task shaking = ShakeAsync(socket);
            _shaking.Add(shaking);
            _ = EndAsync(shaking);
        }
    }

    private async Task EndAsync(Task shaking)
    {
        await shaking.ConfigureAwait(false);
        lock (_lock)
        {
            _shaking.Remove(shaking);
        }
    }

    /// <summary>Never fails; a place is kept until somebody takes the connection.</summary>
    private async Task ShakeAsync(Socket socket)
    {
        await Task.Yield();
        string from = "somebody";
        try
        {
            from = SocketAddress.Text(socket.RemoteEndPoint);
            WireTransport transport = await TransportAsync(socket).ConfigureAwait(false);
            WireConnection<TIn, TOut> connection = await WireHandshake.OpenAsync(
                transport, _protocol, TimeProvider.System, _stop.Token).ConfigureAwait(false);
            if (!_ready.Writer.TryWrite(connection))
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception bad)
        {
            // Whatever a stranger brings about ends with the stranger.
            socket.Dispose();
            _places.Release();
            if (!_stop.IsCancellationRequested)
            {
                Refused?.Invoke(from, ReasonOf(bad));
            }
        }
    }

    private static WireClose ReasonOf(Exception bad) => bad switch
    {
        WireClosedException closed => closed.Close,
        OperationCanceledException => new WireClose(
            CloseReason.Timeout, "the peer did not finish TLS in time"),
        AuthenticationException => new WireClose(
            CloseReason.Protocol, $"no TLS: {Goodbye.OneLine(bad.Message)}"),
        _ => Closes.Broken(bad),
    };

    private async Task<WireTransport> TransportAsync(Socket socket)
    {
        if (Endpoint.Kind != WireEndpointKind.Unix)
        {
            socket.NoDelay = true;
        }

        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (_tls is null)
        {
            return SocketTransport.Of(socket, stream);
        }

        SslStream secure = new(stream);
        using CancellationTokenSource bound =
            CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        bound.CancelAfter(_protocol.Options.HandshakeTimeout);
        try
        {
            await secure.AuthenticateAsServerAsync(_tls.ForServer(), bound.Token)
                .ConfigureAwait(false);
            return SocketTransport.Of(socket, secure);
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
