using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Offers.Wire;

/// <summary>Connects to whoever listens at an endpoint.</summary>
public static class WireDialer
{
    /// <summary>Connects, makes TLS if the endpoint says so, and shakes hands.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="protocol">Which side this is.</param>
    /// <param name="tls">The certificates, for an endpoint with TLS only.</param>
    /// <param name="cancellation">Calls it off.</param>
    /// <exception cref="WireClosedException">
    /// Nobody listens, or one of the two refused the other: it says why.
    /// </exception>
    /// <exception cref="ArgumentException">TLS without certificates, or the reverse.</exception>
    public static async Task<WireConnection<TIn, TOut>> ConnectAsync<TIn, TOut>(
        WireEndpoint endpoint, WireProtocol<TIn, TOut> protocol, WireTls? tls = null,
        CancellationToken cancellation = default)
        where TIn : class
        where TOut : class
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(protocol);
        CheckTls(endpoint, tls);
        using CancellationTokenSource bound =
            CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(protocol.Options.HandshakeTimeout);
        WireTransport transport;
        try
        {
            transport = await ReachAsync(endpoint, tls, bound.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new WireClosedException(
                new WireClose(CloseReason.Timeout, $"{endpoint}: no connection in time"), late);
        }
        catch (Exception bad) when (bad is SocketException or IOException
            or AuthenticationException)
        {
            throw new WireClosedException(
                new WireClose(
                    CloseReason.Broken,
                    $"{endpoint}: {Goodbye.OneLine(SocketAddress.Reason(endpoint, bad))}"),
                bad);
        }

        return await WireHandshake.OpenAsync(
            transport, protocol, TimeProvider.System, cancellation).ConfigureAwait(false);
    }

    internal static void CheckTls(WireEndpoint endpoint, WireTls? tls)
    {
        if ((endpoint.Kind == WireEndpointKind.Tls) != (tls is not null))
        {
            throw new ArgumentException(
                tls is null
                    ? $"{endpoint}: found no certificates, expected some for TLS"
                    : $"{endpoint}: found certificates, expected an endpoint with TLS for them",
                nameof(tls));
        }
    }

    private static async Task<WireTransport> ReachAsync(
        WireEndpoint endpoint, WireTls? tls, CancellationToken cancellation)
    {
        Socket socket = await ConnectAsync(
            await SocketAddress.OfAsync(endpoint, cancellation).ConfigureAwait(false),
            cancellation).ConfigureAwait(false);
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (tls is null)
        {
            return SocketTransport.Of(socket, stream);
        }

        SslStream secure = new(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(tls.ForClient(endpoint.Address), cancellation)
                .ConfigureAwait(false);
            return SocketTransport.Of(socket, secure);
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Tries the addresses one after another.</summary>
    private static async Task<Socket> ConnectAsync(
        EndPoint[] addresses, CancellationToken cancellation)
    {
        for (int i = 0; ; i++)
        {
            Socket socket = SocketAddress.Open(addresses[i]);
            try
            {
                await socket.ConnectAsync(addresses[i], cancellation).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
