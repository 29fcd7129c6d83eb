namespace Offers.Core.Tests.Conventions;

internal static class AllocatedBytes
{
    private const int MostRounds = 20;

    /// <summary>
    /// The bytes that warm work allocates on this thread: the fewest of at most twenty rounds. The
    /// runtime may allocate now and then while it compiles hot code anew, and lists grow to their
    /// longest first; work that allocates by itself does so in every round.
    /// </summary>
    internal static long OfWarm(Action round)
    {
        long fewest = long.MaxValue;
        for (int i = 0; i < MostRounds && fewest > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            round();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return fewest;
    }
}
