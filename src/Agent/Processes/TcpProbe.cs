using System.Net.Sockets;

namespace Offers.Agents.Processes;

/// <summary>A task is healthy when a connection to its port comes about.</summary>
internal sealed class TcpProbe(string host, int port) : IHealthProbe
{
    /// <inheritdoc/>
    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, cancellation).ConfigureAwait(false);
            return new ProbeResult(true, 1, "connected");
        }
        catch (SocketException exception)
        {
            return new ProbeResult(false, 0, exception.Message);
        }
    }
}
