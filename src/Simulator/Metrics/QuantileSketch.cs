namespace Offers.Simulation;

/// <summary>
/// Quantiles of non-negative values in bounded memory: logarithmic buckets whose bounds lie 1 %
/// apart, so that a quantile is off by at most 0.5 % of its value. Values below a millisecond count
/// as zero. Mean, largest value and count are exact.
/// </summary>
internal sealed class QuantileSketch
{
    /// <summary>The stated relative error of a quantile.</summary>
    internal const double RelativeError = 0.005;

    private const double Smallest = 1e-3;
    private const int MostBuckets = 4096;
    private static readonly double LogRatio = StableMath.Log(1.01);

    private long[] _buckets = new long[64];
    private long _zeros;
    private double _sum;

    internal long Count { get; private set; }

    internal double Max { get; private set; }

    internal double Mean => Count > 0 ? _sum / Count : 0;

    internal void Add(double value)
    {
        Count++;
        _sum += value;
        Max = Math.Max(Max, value);
        if (value < Smallest)
        {
            _zeros++;
            return;
        }

        int bucket = (int)(StableMath.Log(value / Smallest) / LogRatio);
        bucket = Math.Clamp(bucket, 0, MostBuckets - 1);
        if (bucket >= _buckets.Length)
        {
            Array.Resize(ref _buckets, Math.Min(MostBuckets, Math.Max(bucket + 1, bucket * 2)));
        }

        _buckets[bucket]++;
    }

    /// <summary>The value below which a part of the values lies (nearest rank).</summary>
    internal double Quantile(double part)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(part * Count));
        if (Count == 0 || rank <= _zeros)
        {
            return 0;
        }

        long seen = _zeros;
        double bound = Smallest;
        for (int i = 0; i < _buckets.Length; i++)
        {
            seen += _buckets[i];
            if (seen >= rank)
            {
                return Math.Min(Max, bound * 1.005);
            }

            bound *= 1.01;
        }

        return Max;
    }
}
