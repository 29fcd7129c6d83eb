namespace Offers.Chaos;

/// <summary>What makes a run; the same options make the same run.</summary>
internal sealed record WorldOptions(ulong Seed)
{
    /// <summary>After so many commands faults and new work stop.</summary>
    public int Commands { get; init; } = 1000;

    /// <summary>At this time they stop, whatever the commands; for shrinking.</summary>
    public Timestamp StopAt { get; init; } = Timestamp.Never;

    /// <summary>Incidents that do not happen; for shrinking.</summary>
    public IReadOnlySet<int> Skipped { get; init; } = new HashSet<int>();

    /// <summary>Agents that are not there; for shrinking.</summary>
    public IReadOnlySet<int> AbsentAgents { get; init; } = new HashSet<int>();

    /// <summary>Frameworks that are not there; for shrinking.</summary>
    public IReadOnlySet<int> AbsentFrameworks { get; init; } = new HashSet<int>();

    /// <summary>No duplicates, no reordering, no delays; for shrinking.</summary>
    public bool HasCalmNetwork { get; init; }

    /// <summary>Whether every command's text is kept.</summary>
    public bool KeepsTranscript { get; init; }

    /// <summary>A message that counts as a failure, to test the harness itself.</summary>
    public MessageKind? FailsOn { get; init; }

    /// <summary>
    /// The costly checks follow every so-manieth command; each check follows every command when it
    /// is 1.
    /// </summary>
    public int CheckEvery { get; init; } = 8;
}
