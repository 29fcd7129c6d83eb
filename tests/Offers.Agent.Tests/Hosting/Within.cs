namespace Offers.Agents.Tests.Hosting;

/// <summary>Waits that end in a failure instead of never.</summary>
internal static class Within
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static Task Time(Task task) => task.WaitAsync(Patience);

    internal static Task<T> Time<T>(Task<T> task) => task.WaitAsync(Patience);

    /// <summary>Looks again and again until it is so.</summary>
    internal static async Task Until(Func<bool> isSo, string what)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, what);
            await Task.Delay(10);
        }
    }
}
