namespace Offers.Chaos;

/// <summary>
/// One connection between a peer and the master, as TCP gives it: what arrives arrives in order,
/// and after a loss nothing arrives any more.
/// </summary>
internal sealed class Connection(long number, Peer peer)
{
    public long Number { get; } = number;

    public Peer Peer { get; } = peer;

    /// <summary>Nothing gets through any more, whether or not its ends know.</summary>
    public bool IsDead { get; set; }

    /// <summary>Frameworks that ever subscribed over it.</summary>
    public SortedSet<string> Frameworks { get; } = new(StringComparer.Ordinal);

    /// <summary>Agents that ever registered over it.</summary>
    public SortedSet<string> Agents { get; } = new(StringComparer.Ordinal);

    /// <summary>The master's host has seen its end.</summary>
    public bool IsClosedAtMaster { get; set; }

    /// <summary>When the last message to the master, and from it, arrives.</summary>
    public long LastUp { get; set; }

    public long LastDown { get; set; }

    public override string ToString() => $"{Peer.Name}#{Number}";
}
