using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Offers.Agents.Tests.Processes;

/// <summary>Answers HTTP on a loopback port, one request per connection.</summary>
internal sealed class TinyHttpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, (int Status, byte[] Body)> _answer;

    internal TinyHttpServer(Func<string, (int Status, byte[] Body)> answer)
    {
        _answer = answer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = ServeAsync();
    }

    internal int Port { get; }

    internal string LastPath { get; private set; } = string.Empty;

    /// <summary>The headers of the last request.</summary>
    internal IReadOnlyList<string> LastHeaders { get; private set; } = [];

    /// <summary>Headers of each answer, besides those of its body.</summary>
    internal IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>What Content-Length says more than there is: a connection that is cut.</summary>
    internal int MissingBytes { get; init; }

    public void Dispose()
    {
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                await using NetworkStream stream = client.GetStream();
                using var reader = new StreamReader(stream, leaveOpen: true);
                LastPath = (await reader.ReadLineAsync() ?? " ").Split(' ')[1];
                List<string> headers = [];
                while (await reader.ReadLineAsync() is { Length: > 0 } header)
                {
                    headers.Add(header);
                }

                LastHeaders = headers;
                (int status, byte[] body) = _answer(LastPath);
                string head = $"HTTP/1.1 {status} x\r\nConnection: close\r\n"
                    + string.Concat(Headers.Select(header => $"{header}\r\n"))
                    + $"Content-Length: {body.Length + MissingBytes}\r\n\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
                await stream.WriteAsync(body);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException
            or IOException)
        {
            // The test is over.
        }
    }
}
