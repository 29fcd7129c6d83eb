namespace Offers.Simulation.Traces;

/// <summary>
/// How much less is needed when everyone is served from one pool instead of from a partition
/// each, if nobody may wait: the partitions have to hold their own peaks, the pool the peak of
/// the sum. All amounts are in the unit of the resource.
/// </summary>
public readonly record struct MultiplexingGain
{
    /// <summary>Every owner's own highest demand, summed.</summary>
    public required double SumOfPeaks { get; init; }

    /// <summary>The highest demand of all together.</summary>
    public required double PeakOfSum { get; init; }

    /// <summary>Every owner's 99th percentile over time, summed.</summary>
    public required double SumOfP99 { get; init; }

    /// <summary>The 99th percentile over time of the demand of all together.</summary>
    public required double P99OfSum { get; init; }

    /// <summary>Sum of peaks over peak of the sum, at least 1; 0 without demand.</summary>
    public double Gain => PeakOfSum > 0 ? SumOfPeaks / PeakOfSum : 0;

    /// <summary>
    /// The same with 99th percentiles on both sides, which a single spike does not inflate;
    /// 0 when the pool's is 0.
    /// </summary>
    public double P99Gain => P99OfSum > 0 ? SumOfP99 / P99OfSum : 0;
}
