using System.Globalization;
using System.Net.Sockets;

namespace Offers.Wire;

/// <summary>The reasons for which connections end by themselves.</summary>
internal static class Closes
{
    internal static WireClose NotRead { get; } =
        new(CloseReason.Broken, "the peer does not read any more");

    /// <summary>Whether what is queued may still go out.</summary>
    internal static bool IsOrderly(CloseReason reason) => reason
        is CloseReason.ClosedHere or CloseReason.PeerClosed or CloseReason.Refused;

    /// <summary>What a transport throws when it fails, or is cut while it is used.</summary>
    internal static bool IsTransportError(Exception bad) =>
        bad is IOException or SocketException or ObjectDisposedException
            or InvalidOperationException { Source: "System.IO.Pipelines" };

    /// <summary>As <see cref="IsTransportError"/>, or it took too long.</summary>
    internal static bool IsExpected(Exception bad) =>
        bad is OperationCanceledException || IsTransportError(bad);

    internal static WireClose Broken(Exception bad) =>
        new(CloseReason.Broken, Goodbye.OneLine(bad.Message));

    internal static WireClose Slow(string what, TimeSpan length) => new(
        CloseReason.Timeout, FormattableString.Invariant(
            $"the peer did not {what} within {length.TotalSeconds} s"));

    internal static WireClose BadLength(uint length, int limit) => new(
        length == 0 ? CloseReason.Protocol : CloseReason.TooLarge,
        $"found a message of {length.ToString(CultureInfo.InvariantCulture)} bytes, expected 1 to "
        + limit.ToString(CultureInfo.InvariantCulture)
        + (limit == Hello.MaxBytes ? " for a hello: is this another protocol?" : ""));

    internal static WireClose EndOfInput(bool isWithin) => isWithin
        ? new WireClose(CloseReason.Protocol, "the peer closed the connection within a message")
        : new WireClose(CloseReason.PeerClosed, "the peer closed the connection");
}
