namespace Offers.Wire;

/// <summary>Why a connection ended.</summary>
public enum CloseReason
{
    /// <summary>
    /// It was closed here; what was queued went out, if the peer took it in time.
    /// </summary>
    ClosedHere,

    /// <summary>It was cut off here; what was queued is lost.</summary>
    Aborted,

    /// <summary>The peer closed it between two messages.</summary>
    PeerClosed,

    /// <summary>The peer closed it and said why; the text is the peer's.</summary>
    Refused,

    /// <summary>The peer sent what is no message, or ended within one.</summary>
    Protocol,

    /// <summary>The peer began a message longer than allowed.</summary>
    TooLarge,

    /// <summary>The peer was too slow: in shaking hands, within a message or in reading.</summary>
    Timeout,

    /// <summary>The peer speaks another major version of the protocol.</summary>
    Incompatible,

    /// <summary>The peer plays another role than the one that is served here.</summary>
    WrongPeer,

    /// <summary>The network or the peer's machine failed.</summary>
    Broken,
}
