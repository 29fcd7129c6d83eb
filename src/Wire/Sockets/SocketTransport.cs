using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;

namespace Offers.Wire;

/// <summary>The transport of a socket, with or without TLS.</summary>
internal static class SocketTransport
{
    private static readonly StreamPipeReaderOptions Reading = new(
        leaveOpen: true, useZeroByteReads: true);

    private static readonly StreamPipeWriterOptions Writing = new(leaveOpen: true);

    internal static WireTransport Of(Socket socket, Stream stream) => new(
        new Pipes(PipeReader.Create(stream, Reading), PipeWriter.Create(stream, Writing)),
        () => EndSendingAsync(socket, stream),
        stream.Dispose);

    private static async Task EndSendingAsync(Socket socket, Stream stream)
    {
        if (stream is SslStream tls)
        {
            await tls.ShutdownAsync().ConfigureAwait(false);
        }

        socket.Shutdown(SocketShutdown.Send);
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
