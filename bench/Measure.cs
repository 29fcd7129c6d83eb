using System.Diagnostics;

namespace Offers.Bench;

/// <summary>Times and counts bytes in this process, without a benchmark harness.</summary>
internal static class Measure
{
    /// <summary>
    /// The runtime compiles a method anew after 30 calls and then some time: both must have passed
    /// before anything counts.
    /// </summary>
    private const int LeastWarmUps = 35;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.6);

    /// <summary>
    /// Measures some pieces of work that take turns, so that a neighbour's load falls on all of
    /// them and the ratio of what was measured together stays.
    /// </summary>
    /// <param name="repetitions">How often each is measured, after a warm-up.</param>
    /// <param name="works">What is measured; its preparation is not.</param>
    /// <returns>The samples of each piece, in the order in which they were taken.</returns>
    internal static Sample[][] InTurns(int repetitions, params Work[] works)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < LeastWarmUps || Stopwatch.GetElapsedTime(start) < WarmUp; i++)
        {
            Array.ForEach(works, work => Once(work));
        }

        Sample[][] samples = Array.ConvertAll(works, _ => new Sample[repetitions]);
        for (int i = 0; i < repetitions; i++)
        {
            for (int w = 0; w < works.Length; w++)
            {
                samples[w][i] = Once(works[w]);
            }
        }

        return samples;
    }

    internal static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted[sorted.Length / 2];
    }

    internal static double MedianTime(Sample[] samples) =>
        Median(samples.Select(sample => sample.Microseconds));

    internal static long MostBytes(Sample[] samples) => samples.Max(sample => sample.Bytes);

    private static Sample Once(Work work)
    {
        work.Prepare();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        work.Run();
        double micros = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        return new Sample(micros, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    internal readonly record struct Work(Action Prepare, Action Run);

    internal readonly record struct Sample(double Microseconds, long Bytes);
}
