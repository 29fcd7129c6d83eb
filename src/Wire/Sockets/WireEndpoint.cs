using System.Globalization;
using System.Text;

namespace Offers.Wire;

/// <summary>Where a peer listens: a Unix socket, or a port with or without TLS.</summary>
public sealed record WireEndpoint
{
    /// <summary>What the kernel takes as the path of a socket, in bytes.</summary>
    public const int MaxPathBytes = 107;

    private const string Expected =
        "unix:/path, tcp://host:port or tls://host:port";

    private WireEndpoint(WireEndpointKind kind, string address, int port)
    {
        Kind = kind;
        Address = address;
        Port = port;
    }

    /// <summary>How it is reached.</summary>
    public WireEndpointKind Kind { get; }

    /// <summary>
    /// The path of the socket, or the host: a name or an address, without brackets.
    /// </summary>
    public string Address { get; }

    /// <summary>
    /// 0 to 65535; 0 for a Unix socket, and to let the kernel choose one to listen on.
    /// </summary>
    public int Port { get; }

    /// <summary>
    /// Reads <c>unix:/path</c>, <c>tcp://host:port</c> or <c>tls://host:port</c>.
    /// </summary>
    /// <exception cref="FormatException">It is none of them; the message says why.</exception>
    public static WireEndpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            _ when text.StartsWith("unix:", StringComparison.Ordinal) => Unix(text, text[5..]),
            _ when text.StartsWith("tcp://", StringComparison.Ordinal) =>
                Host(text, text[6..], WireEndpointKind.Tcp),
            _ when text.StartsWith("tls://", StringComparison.Ordinal) =>
                Host(text, text[6..], WireEndpointKind.Tls),
            _ => throw Bad(text, "another beginning", Expected),
        };
    }

    /// <summary>The same place with another port.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The port is out of range.</exception>
    public WireEndpoint WithPort(int port)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65_535);
        return new WireEndpoint(Kind, Address, port);
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        string host = Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]" : Address;
        return Kind switch
        {
            WireEndpointKind.Unix => $"unix:{Address}",
            WireEndpointKind.Tcp => FormattableString.Invariant($"tcp://{host}:{Port}"),
            _ => FormattableString.Invariant($"tls://{host}:{Port}"),
        };
    }

    private static WireEndpoint Unix(string text, string path)
    {
        if (!path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal))
        {
            throw Bad(text, "a path that does not begin with '/'", "an absolute path");
        }

        int length = Encoding.UTF8.GetByteCount(path);
        return length <= MaxPathBytes
            ? new WireEndpoint(WireEndpointKind.Unix, path, 0)
            : throw Bad(text, $"a path of {Text(length)} bytes",
                $"at most {Text(MaxPathBytes)}, which is all that the kernel takes");
    }

    private static WireEndpoint Host(string text, string rest, WireEndpointKind kind)
    {
        int colon = rest.LastIndexOf(':');
        string host = colon < 0 ? rest : rest[..colon];
        bool isBracketed = host.StartsWith('[') && host.EndsWith(']');
        host = isBracketed ? host[1..^1] : host;
        if (colon < 0 || host.Length == 0
            || (!isBracketed && host.Contains(':', StringComparison.Ordinal)))
        {
            throw Bad(text, "no host with a port", "host:port, an IPv6 address in brackets");
        }

        foreach (char c in host)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or ':' or '%' or '_'))
            {
                throw Bad(text, $"the host '{host}'", "a name or an address");
            }
        }

        return int.TryParse(
                rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture,
                out int port) && port <= 65_535
            ? new WireEndpoint(kind, host, port)
            : throw Bad(text, $"the port '{rest[(colon + 1)..]}'", "0 to 65535");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static FormatException Bad(string text, string found, string expected) =>
        new($"endpoint '{text}': found {found}, expected {expected}");
}
