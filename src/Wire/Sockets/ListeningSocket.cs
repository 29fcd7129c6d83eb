using System.Net;
using System.Net.Sockets;

namespace Offers.Wire;

/// <summary>Opens sockets to listen on.</summary>
internal static class ListeningSocket
{
    /// <summary>Opens one and listens.</summary>
    /// <exception cref="ArgumentException">TCP in the clear for other machines.</exception>
    /// <exception cref="IOException">It cannot be listened on.</exception>
    internal static async Task<Socket> OpenAsync(
        WireEndpoint endpoint, bool allowsInsecure, int backlog)
    {
        EndPoint address;
        try
        {
            address = (await SocketAddress.OfAsync(endpoint, CancellationToken.None)
                .ConfigureAwait(false))[0];
        }
        catch (SocketException bad)
        {
            throw new IOException($"{endpoint}: {bad.Message}", bad);
        }

        if (endpoint.Kind == WireEndpointKind.Tcp && !allowsInsecure
            && !IPAddress.IsLoopback(((IPEndPoint)address).Address))
        {
            throw new ArgumentException(
                $"{endpoint}: found TCP without TLS for other machines, expected tls://, a "
                + "loopback address, or the option that allows insecure listening",
                nameof(endpoint));
        }

        if (endpoint.Kind == WireEndpointKind.Unix)
        {
            UnixSocketFile.MakePlace(endpoint.Address);
        }

        return Listen(endpoint, address, backlog);
    }

    private static Socket Listen(WireEndpoint endpoint, EndPoint address, int backlog)
    {
        Socket socket = SocketAddress.Open(address);
        try
        {
            socket.Bind(address);
            if (endpoint.Kind == WireEndpointKind.Unix && !OperatingSystem.IsWindows())
            {
                // Nobody can connect before it listens, so nobody comes before this.
                File.SetUnixFileMode(
                    endpoint.Address, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            socket.Listen(backlog);
            return socket;
        }
        catch (SocketException bad)
        {
            socket.Dispose();
            throw new IOException($"{endpoint}: {SocketAddress.Reason(endpoint, bad)}", bad);
        }
    }
}
