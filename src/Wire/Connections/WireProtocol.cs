namespace Offers.Wire;

/// <summary>One side of a conversation: who speaks, with whom, and in which messages.</summary>
/// <typeparam name="TIn">What is heard.</typeparam>
/// <typeparam name="TOut">What is said.</typeparam>
public sealed class WireProtocol<TIn, TOut>
    where TIn : class
    where TOut : class
{
    internal WireProtocol(
        WirePeer self, WireRole peer, WireCodec<TIn> incoming, WireCodec<TOut> outgoing)
    {
        Self = self;
        Peer = peer;
        Incoming = incoming;
        Outgoing = outgoing;
    }

    /// <summary>What is said of this side.</summary>
    public WirePeer Self { get; }

    /// <summary>What the other side has to be.</summary>
    public WireRole Peer { get; }

    /// <summary>Reads what is heard.</summary>
    public WireCodec<TIn> Incoming { get; }

    /// <summary>Writes what is said.</summary>
    public WireCodec<TOut> Outgoing { get; }

    /// <summary>The bounds of its connections.</summary>
    public WireOptions Options => Incoming.Context.Options;
}
