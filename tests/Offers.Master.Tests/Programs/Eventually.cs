using System.Diagnostics;

namespace Offers.Masters.Tests.Programs;

/// <summary>Waits for what has to come, for long enough on any machine.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    internal static Task TrueAsync(string what, Func<bool> holds) =>
        TrueAsync(what, () => Task.FromResult(holds()));

    internal static async Task TrueAsync(string what, Func<Task<bool>> holds)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Bound, $"{what} did not come");
            await Task.Delay(20);
        }
    }
}
