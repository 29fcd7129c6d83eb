namespace Offers.Agents.Sandboxes;

/// <summary>Bounds of what is fetched.</summary>
internal sealed record FetcherOptions
{
    /// <summary>The most bytes of one file, and of all that an archive holds; 2 GiB.</summary>
    public long SizeBound { get; init; } = 2L << 30;

    /// <summary>The most entries of an archive; 100 000.</summary>
    public int EntryBound { get; init; } = 100_000;

    /// <summary>How long one fetch may take; 10 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Directories that local files may be fetched from; none by default. The agent reads them
    /// with its own rights, so a framework must not choose freely; nor may a link in them that
    /// leads out: see <see cref="OpenBelow"/>.
    /// </summary>
    public IReadOnlyList<string> LocalRoots { get; init; } = [];
}
