namespace Offers.Simulation.Traces;

/// <summary>
/// One Hadoop job of a SWIM workload: bytes only. The source knows no users, durations,
/// processors or memory, so whoever runs it has to state a task model.
/// </summary>
public readonly record struct SwimJob
{
    /// <summary>128 MiB, the block size that the figures of this project use.</summary>
    public const long DefaultBlockBytes = 128L << 20;

    /// <summary>Unique in its file, never empty.</summary>
    public required string JobId { get; init; }

    /// <summary>When it was submitted, in seconds from the start of the trace.</summary>
    public required double SubmitSeconds { get; init; }

    /// <summary>Seconds since the job before, as the source says.</summary>
    public required double GapSeconds { get; init; }

    /// <summary>Bytes read by the maps, 0 to <see cref="TraceLimits.MaxBytes"/>.</summary>
    public required long InputBytes { get; init; }

    /// <summary>Bytes from maps to reduces, 0 to <see cref="TraceLimits.MaxBytes"/>.</summary>
    public required long ShuffleBytes { get; init; }

    /// <summary>Bytes written, 0 to <see cref="TraceLimits.MaxBytes"/>.</summary>
    public required long OutputBytes { get; init; }

    /// <summary>Maps at one per started block of input, at least one.</summary>
    /// <param name="blockBytes">Bytes of one block, at least 1.</param>
    public long Maps(long blockBytes = DefaultBlockBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockBytes, 1);
        long whole = InputBytes / blockBytes;
        return Math.Max(1, InputBytes % blockBytes == 0 ? whole : whole + 1);
    }
}
