using System.Net.Sockets;

namespace Offers.Wire;

/// <summary>Begins to listen at endpoints.</summary>
public static class WireListener
{
    private const int Backlog = 512;

    /// <summary>Begins to listen.</summary>
    /// <param name="endpoint">
    /// Where. The file of a Unix socket is its owner's alone; one on which nobody listens any more
    /// is replaced. TCP without TLS is for this machine only, unless
    /// <see cref="WireOptions.AllowInsecure"/>.
    /// </param>
    /// <param name="protocol">Which side this is.</param>
    /// <param name="tls">The certificates, for an endpoint with TLS only.</param>
    /// <param name="refused">As <see cref="WireListener{TIn,TOut}.Refused"/>.</param>
    /// <exception cref="ArgumentException">
    /// TLS without certificates or the reverse; TCP in the clear for other machines.
    /// </exception>
    /// <exception cref="IOException">It cannot be listened on; the message says why.</exception>
    public static async Task<WireListener<TIn, TOut>> StartAsync<TIn, TOut>(
        WireEndpoint endpoint, WireProtocol<TIn, TOut> protocol, WireTls? tls = null,
        Action<string, WireClose>? refused = null)
        where TIn : class
        where TOut : class
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(protocol);
        WireDialer.CheckTls(endpoint, tls);
        Socket socket = await ListeningSocket.OpenAsync(
            endpoint, protocol.Options.AllowInsecure, Backlog).ConfigureAwait(false);
        WireListener<TIn, TOut> listener = new(endpoint, protocol, tls, socket)
        {
            Refused = refused,
        };
        listener.Begin();
        return listener;
    }
}
