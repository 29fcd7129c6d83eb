using System.Buffers;
using System.IO.Pipelines;

namespace Offers.Wire;

/// <summary>Makes a connection of two directions of bytes.</summary>
public static class WireHandshake
{
    /// <summary>
    /// Says hello, hears the peer's and checks it. Both sides do the same; neither begins.
    /// </summary>
    /// <param name="pipe">Both directions; the connection completes them.</param>
    /// <param name="protocol">Which side this is.</param>
    /// <param name="time">Whose clock bounds the waiting; the system's when null.</param>
    /// <param name="cancellation">Calls it off; the pipe is completed then as well.</param>
    /// <exception cref="WireClosedException">The peer was refused, or did not answer.</exception>
    public static Task<WireConnection<TIn, TOut>> OpenAsync<TIn, TOut>(
        IDuplexPipe pipe, WireProtocol<TIn, TOut> protocol, TimeProvider? time = null,
        CancellationToken cancellation = default)
        where TIn : class
        where TOut : class
    {
        ArgumentNullException.ThrowIfNull(pipe);
        ArgumentNullException.ThrowIfNull(protocol);
        return OpenAsync(
            WireTransport.Of(pipe), protocol, time ?? TimeProvider.System, cancellation);
    }

    internal static async Task<WireConnection<TIn, TOut>> OpenAsync<TIn, TOut>(
        WireTransport transport, WireProtocol<TIn, TOut> protocol, TimeProvider time,
        CancellationToken cancellation)
        where TIn : class
        where TOut : class
    {
        FrameConnection frames = new(transport, protocol.Options, time);
        try
        {
            frames.Queue.AddHello(protocol.Self);
            WirePeer peer = await ShakeAsync(
                frames, protocol.Peer, protocol.Options.HandshakeTimeout, time, cancellation)
                .ConfigureAwait(false);
            return new WireConnection<TIn, TOut>(frames, protocol, peer);
        }
        catch (OperationCanceledException)
        {
            await frames.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<WirePeer> ShakeAsync(
        FrameConnection frames, WireRole expected, TimeSpan length, TimeProvider time,
        CancellationToken cancellation)
    {
        using Deadline deadline = new(time, () => frames.End(
            Closes.Slow("say hello", length), isTold: true));
        deadline.Start(length);
        WirePeer? peer = await frames.ReceiveAsync<WirePeer>(
            (in ReadOnlySequence<byte> payload) => Heard(frames, payload, expected), cancellation)
            .ConfigureAwait(false);
        deadline.Stop();
        if (peer is null)
        {
            // What the peer is told goes out first; who opened the transport may then let it go.
            await frames.GoneAsync().ConfigureAwait(false);
            throw new WireClosedException(await frames.Closed.ConfigureAwait(false));
        }

        return peer;
    }

    private static WirePeer? Heard(
        FrameConnection frames, in ReadOnlySequence<byte> payload, WireRole expected)
    {
        (WirePeer? peer, WireClose? refusal) = Hello.Read(payload.ToArray(), expected);
        if (refusal is not null)
        {
            frames.End(refusal with { Text = Goodbye.OneLine(refusal.Text) }, isTold: true);
        }

        frames.Admit();
        return peer;
    }
}
