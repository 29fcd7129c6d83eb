namespace Offers.Simulation.Traces;

/// <summary>
/// The largest numbers a trace may hold. They are far above any real figure, and low enough
/// that count times demand, summed over every row that fits in memory, stays exact in a
/// <see cref="decimal"/>.
/// </summary>
public static class TraceLimits
{
    /// <summary>The latest submission or start and the longest duration, about 317 years.</summary>
    public const double MaxSeconds = 1e10;

    /// <summary>The largest demand of one instance and capacity of one machine.</summary>
    public const double MaxDemand = 1e9;

    /// <summary>The most instances of one row.</summary>
    public const int MaxCount = 10_000_000;

    /// <summary>The most bytes of one column of a SWIM job.</summary>
    public const long MaxBytes = 1_000_000_000_000_000_000;

    /// <summary>The most bytes of text in one file, after decompression: 1 GiB.</summary>
    public const int MaxTextBytes = 1 << 30;
}
