using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Offers.Agents.Tests.Hosting;

/// <summary>What says it is a Docker engine, on a Unix socket: one request per connection.</summary>
internal sealed class ScriptedEngine : IDisposable
{
    private readonly Socket _listener =
        new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private readonly Func<string, (int Status, byte[] Body)> _answer;

    internal ScriptedEngine(string path, Func<string, (int Status, byte[] Body)> answer)
    {
        _answer = answer;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _ = ServeAsync();
    }

    /// <summary>What was asked: method and path.</summary>
    internal ConcurrentQueue<string> Asked { get; } = [];

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using Socket client = await _listener.AcceptAsync();
                await AnswerAsync(client);
            }
        }
        catch (Exception bad) when (bad is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        await using NetworkStream stream = new(client);
        using StreamReader reader = new(stream, leaveOpen: true);
        string asked = await reader.ReadLineAsync() ?? "";
        int length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(header[15..], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        if (length > 0)
        {
            await reader.ReadBlockAsync(new char[length]);
        }

        asked = asked[..asked.LastIndexOf(' ')];
        Asked.Enqueue(asked);
        (int status, byte[] body) = _answer(asked);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status} x\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n"));
        await stream.WriteAsync(body);
    }
}
