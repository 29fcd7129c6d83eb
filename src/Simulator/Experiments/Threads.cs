using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Offers.Simulation.Experiments;

/// <summary>
/// Does pieces of work on so many threads; each takes the next piece when it is free.
/// </summary>
internal static class Threads
{
    /// <summary>Runs the action for 0 ... count - 1, begun in this order.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal static void Each(int count, int threads, Action<int> action, CancellationToken cancel)
    {
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = threads,
            CancellationToken = cancel,
        };
        OrderablePartitioner<int> pieces = Partitioner.Create(
            Enumerable.Range(0, count), EnumerablePartitionerOptions.NoBuffering);
        try
        {
            Parallel.ForEach(pieces, options, action);
        }
        catch (AggregateException failure)
        {
            // A real failure is worth more than the cancellations that came with it.
            ExceptionDispatchInfo.Throw(
                failure.InnerExceptions.FirstOrDefault(e => e is not OperationCanceledException)
                ?? failure.InnerExceptions[0]);
        }
    }
}
