using System.Buffers;

namespace Offers.Wire;

/// <summary>
/// A connection to a peer that has shaken hands. Many threads may send; one at a time receives.
/// Messages arrive whole, in order and once, or the connection has ended.
/// </summary>
/// <typeparam name="TIn">What is heard.</typeparam>
/// <typeparam name="TOut">What is said.</typeparam>
public sealed class WireConnection<TIn, TOut> : IAsyncDisposable
    where TIn : class
    where TOut : class
{
    private readonly FrameConnection _frames;
    private readonly WireProtocol<TIn, TOut> _protocol;
    private readonly ReadFrame<TIn> _read;

    internal WireConnection(
        FrameConnection frames, WireProtocol<TIn, TOut> protocol, WirePeer peer)
    {
        _frames = frames;
        _protocol = protocol;
        _read = protocol.Incoming.Read;
        Peer = peer;
    }

    /// <summary>Who is at the other end.</summary>
    public WirePeer Peer { get; }

    /// <summary>Completes once, when the connection ends, with how it did; never fails.</summary>
    public Task<WireClose> Closed => _frames.Closed;

    /// <summary>
    /// Queues a message; waits while the queue is full. When it returns the message is in the
    /// queue, not at the peer.
    /// </summary>
    /// <exception cref="WireClosedException">The connection has ended.</exception>
    /// <exception cref="WireException">
    /// The message is too long, or a text is no Unicode; the connection goes on without it.
    /// </exception>
    public async ValueTask SendAsync(TOut message, CancellationToken cancellation = default)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            SendQueue.Outcome outcome = _frames.Queue.TryAdd(_protocol.Outgoing, message);
            if (outcome == SendQueue.Outcome.Added)
            {
                return;
            }

            if (outcome == SendQueue.Outcome.Ended)
            {
                throw new WireClosedException(await Closed.ConfigureAwait(false));
            }

            await _frames.Queue.WhenRoom().WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Queues a message if there is room for it, without waiting.</summary>
    /// <returns>False when the queue is full or the connection has ended.</returns>
    /// <exception cref="WireException">As <see cref="SendAsync"/>.</exception>
    public bool TrySend(TOut message) =>
        _frames.Queue.TryAdd(_protocol.Outgoing, message) == SendQueue.Outcome.Added;

    /// <summary>Completes when there may be room for a message, or the connection has ended.
    /// </summary>
    internal Task WhenRoom() => _frames.Queue.WhenRoom();

    /// <summary>The next message; null once the connection has ended, for any reason.</summary>
    /// <exception cref="InvalidOperationException">Somebody receives already.</exception>
    /// <exception cref="OperationCanceledException">
    /// It was called off; the connection goes on and nothing is lost.
    /// </exception>
    public ValueTask<TIn?> ReceiveAsync(CancellationToken cancellation = default) =>
        _frames.ReceiveAsync(_read, cancellation);

    /// <summary>
    /// The bytes of the next message, to be read with <see cref="WireProtocol{TIn,TOut}.Incoming"/>
    /// on the thread that owns the schema. A message that cannot be read is to be followed by
    /// <see cref="Refuse"/>.
    /// </summary>
    /// <inheritdoc cref="ReceiveAsync"/>
    public ValueTask<WireFrame?> ReceiveFrameAsync(CancellationToken cancellation = default) =>
        _frames.ReceiveAsync(
            static (in ReadOnlySequence<byte> payload) => new WireFrame(payload), cancellation);

    /// <summary>
    /// Lets what is queued go out, waits for the peer to close as well, at most
    /// <see cref="WireOptions.CloseTimeout"/>, and ends the connection.
    /// </summary>
    public Task CloseAsync()
    {
        _frames.End(new WireClose(CloseReason.ClosedHere, "closed here"), isTold: false);
        return _frames.GoneAsync();
    }

    /// <summary>As <see cref="CloseAsync"/>, and the peer is told why.</summary>
    /// <param name="why">For people.</param>
    public Task RefuseAsync(string why)
    {
        ArgumentNullException.ThrowIfNull(why);
        _frames.End(
            new WireClose(CloseReason.ClosedHere, $"refused here: {Goodbye.OneLine(why)}"),
            isTold: true);
        return _frames.GoneAsync();
    }

    /// <summary>Ends the connection because of a message that could not be read.</summary>
    public void Refuse(WireException bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        _frames.End(
            new WireClose(CloseReason.Protocol, Goodbye.OneLine(bad.Message)), isTold: true);
    }

    /// <summary>Ends the connection at once; what is queued is lost.</summary>
    /// <param name="why">For the log.</param>
    public void Abort(string why) =>
        _frames.End(new WireClose(CloseReason.Aborted, why), isTold: false);

    /// <summary>
    /// Ends the connection at once if it is open; returns when nothing of it is left.
    /// </summary>
    public ValueTask DisposeAsync() => _frames.DisposeAsync();
}
