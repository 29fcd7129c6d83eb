namespace Offers.Wire;

/// <summary>How a peer is reached.</summary>
public enum WireEndpointKind
{
    /// <summary>A Unix socket: the permissions of its file say who may.</summary>
    Unix,

    /// <summary>TCP in the clear: anybody who reaches the port may.</summary>
    Tcp,

    /// <summary>TLS with certificates on both sides: those with a certificate may.</summary>
    Tls,
}
