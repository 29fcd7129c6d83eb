using System.Diagnostics;

namespace Offers.Bench;

/// <summary>Times and counts bytes in this process, without a benchmark harness.</summary>
internal static class Measure
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.6);

    /// <summary>
    /// Median time and largest number of bytes allocated of some pieces of work, which take turns, so that
    /// a neighbour's load falls on all of them and their ratio stays.
    /// </summary>
    /// <param name="repetitions">How often each is measured, after a warm-up by time.</param>
    /// <param name="works">What is measured; its preparation is not.</param>
    internal static Sample[] Medians(int repetitions, params Work[] works)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp)
        {
            Array.ForEach(works, work => Once(work));
        }

        double[][] micros = Array.ConvertAll(works, _ => new double[repetitions]);
        long[] mostBytes = new long[works.Length];
        for (int i = 0; i < repetitions; i++)
        {
            for (int w = 0; w < works.Length; w++)
            {
                Sample sample = Once(works[w]);
                micros[w][i] = sample.Microseconds;
                mostBytes[w] = Math.Max(mostBytes[w], sample.Bytes);
            }
        }

        Array.ForEach(micros, Array.Sort);
        return [.. works.Select((_, w) => new Sample(micros[w][repetitions / 2], mostBytes[w]))];
    }

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
