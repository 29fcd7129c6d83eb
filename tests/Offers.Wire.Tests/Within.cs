using System.Diagnostics;

namespace Offers.Wire.Tests;

/// <summary>Waiting for others, with an end.</summary>
internal static class Within
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    internal static Task<T> Time<T>(Task<T> task) => task.WaitAsync(Most);

    internal static Task<T> Time<T>(ValueTask<T> task) => task.AsTask().WaitAsync(Most);

    internal static Task Time(Task task) => task.WaitAsync(Most);

    /// <summary>Looks again and again until something is so.</summary>
    internal static async Task Until(Func<bool> isSo, string what)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < Most, $"not so in time: {what}");
            await Task.Delay(1);
        }
    }
}
