using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Offers.Wire;

/// <summary>From endpoints to what the kernel understands.</summary>
internal static class SocketAddress
{
    /// <summary>Opens a socket for an address.</summary>
    internal static Socket Open(EndPoint address)
    {
        bool isUnix = address is UnixDomainSocketEndPoint;
        Socket socket = new(
            address.AddressFamily, SocketType.Stream,
            isUnix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        if (!isUnix)
        {
            socket.NoDelay = true;
        }

        return socket;
    }

    /// <summary>All addresses of an endpoint; at least one.</summary>
    /// <exception cref="SocketException">The name is unknown.</exception>
    internal static async Task<EndPoint[]> OfAsync(
        WireEndpoint endpoint, CancellationToken cancellation)
    {
        if (endpoint.Kind == WireEndpointKind.Unix)
        {
            return [new UnixDomainSocketEndPoint(endpoint.Address)];
        }

        IPAddress[] found = IPAddress.TryParse(endpoint.Address, out IPAddress? one)
            ? [one]
            : await Dns.GetHostAddressesAsync(endpoint.Address, cancellation)
                .ConfigureAwait(false);
        return found.Length > 0
            ? Array.ConvertAll(found, EndPoint (address) => new IPEndPoint(address, endpoint.Port))
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>
    /// What an endpoint failed of; the framework's words for a path that is not there lead astray.
    /// </summary>
    internal static string Reason(WireEndpoint endpoint, Exception bad)
    {
        bool isMissing = endpoint.Kind == WireEndpointKind.Unix
            && bad is SocketException { SocketErrorCode: SocketError.AddressNotAvailable };
        return isMissing ? "no such file or directory" : bad.Message;
    }

    /// <summary>What a connection from there is called in the log.</summary>
    internal static string Text(EndPoint? address) => address switch
    {
        IPEndPoint ip => ip.ToString(),
        null or UnixDomainSocketEndPoint => "a local process",
        _ => Convert.ToString(address, CultureInfo.InvariantCulture) ?? "somebody",
    };
}
