namespace Offers.Chaos;

/// <summary>What came of one seed.</summary>
internal sealed record Outcome(WorldOptions Options)
{
    /// <summary>The check that failed; null if all is well.</summary>
    public string? Check { get; init; }

    public string Message { get; init; } = "";

    public required Counters Counters { get; init; }

    public int Commands { get; init; }

    public int Incidents { get; init; }

    public Timestamp StoppedAt { get; init; }

    public IReadOnlyList<string> Transcript { get; init; } = [];

    /// <summary>A hash of what happened: equal runs have equal ones.</summary>
    public ulong Digest { get; init; }
}
