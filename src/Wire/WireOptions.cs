namespace Offers.Wire;

/// <summary>
/// Bounds of a connection: of what it takes, of what it keeps and of how long it waits.
/// </summary>
public sealed record WireOptions
{
    /// <summary>The bounds that are used when none are given.</summary>
    public static WireOptions Default { get; } = new();

    /// <summary>
    /// The longest message in bytes, either way; 1 KiB to 64 MiB, 4 MiB by default. A longer one
    /// is refused by its first four bytes.
    /// </summary>
    public int MaxFrameBytes { get; init; } = 4 << 20;

    /// <summary>How many collections may hold each other; 12 to 128, 32 by default.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>The most elements of one list; 1 to 1 000 000, 65 536 by default.</summary>
    public int MaxItems { get; init; } = 65_536;

    /// <summary>
    /// The most resource kinds that messages may bring into a schema, which never forgets one; 4
    /// to 65 536, 1 024 by default.
    /// </summary>
    public int MaxKinds { get; init; } = 1_024;

    /// <summary>
    /// The most messages that wait to be sent; 1 to 1 000 000, 1 024 by default. Whoever sends one
    /// more waits.
    /// </summary>
    public int SendQueueLength { get; init; } = 1_024;

    /// <summary>
    /// The most bytes that wait to be sent, one message of any length always fitting; 1 KiB to
    /// 1 GiB, 8 MiB by default.
    /// </summary>
    public int SendQueueBytes { get; init; } = 8 << 20;

    /// <summary>
    /// How long both sides have for TLS and for their first message; 5 s by default.
    /// </summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a message may take from its first byte to its last; 30 s by default. Between
    /// messages a connection may be silent for ever: pings are the master's business.
    /// </summary>
    public TimeSpan FrameTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the peer may take to read what is sent at a time; 30 s by default.
    /// </summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long an orderly close waits for what is queued to go out and for the peer to close as
    /// well; 5 s by default.
    /// </summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The most accepted connections of a listener that have not shaken hands or that nobody has
    /// taken; 1 to 65 536, 64 by default. Further ones wait in the kernel.
    /// </summary>
    public int MaxPendingConnections { get; init; } = 64;

    /// <summary>
    /// Whether TCP without TLS may be listened on beyond this machine; false by default. Everybody
    /// who reaches the port can then say anything.
    /// </summary>
    public bool AllowInsecure { get; init; }

    /// <summary>Checks all bounds; returns these options.</summary>
    /// <exception cref="ArgumentException">
    /// One is out of its range; the message says which.
    /// </exception>
    public WireOptions Validated()
    {
        Check(MaxFrameBytes, 1 << 10, 64 << 20, nameof(MaxFrameBytes));
        Check(MaxDepth, 12, 128, nameof(MaxDepth));
        Check(MaxItems, 1, 1_000_000, nameof(MaxItems));
        Check(MaxKinds, 4, 65_536, nameof(MaxKinds));
        Check(SendQueueLength, 1, 1_000_000, nameof(SendQueueLength));
        Check(SendQueueBytes, 1 << 10, 1 << 30, nameof(SendQueueBytes));
        Check(MaxPendingConnections, 1, 65_536, nameof(MaxPendingConnections));
        Check(HandshakeTimeout, nameof(HandshakeTimeout));
        Check(FrameTimeout, nameof(FrameTimeout));
        Check(SendTimeout, nameof(SendTimeout));
        Check(CloseTimeout, nameof(CloseTimeout));
        return this;
    }

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{name}: found {value}, expected {least} to {most}"), nameof(value));
        }
    }

    private static void Check(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{name}: found {value}, expected more than nothing and at most a day"),
                nameof(value));
        }
    }
}
