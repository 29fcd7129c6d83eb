using System;

namespace Offers;

/// <summary>How a service goes from one definition to another one.</summary>
public sealed record UpgradeStrategy
{
    /// <summary>
    /// How many instances are on the way at once, started and not ready yet; 1 or more, 1 by
    /// default.
    /// </summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>
    /// Which part of the instances must stay ready, in thousandths, rounded up; 0 to 1 000, 1 000
    /// by default.
    /// </summary>
    public int MinimumHealthy { get; init; } = 1_000;

    /// <summary>
    /// Which part there may be too many meanwhile, in thousandths, rounded up; 0 to 1 000, 1 000 by
    /// default. When all must stay ready and none may be too many, one may.
    /// </summary>
    public int MaximumOver { get; init; } = 1_000;

    /// <summary>
    /// The update goes back when instances of the new version fail more often; 0 or more, 3 by
    /// default.
    /// </summary>
    public int MostFailures { get; init; } = 3;

    /// <summary>
    /// The update goes back when for so long nothing more became ready or ended; more than 0, 10
    /// min by default.
    /// </summary>
    public TimeSpan ProgressDeadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many of so many instances must stay ready.</summary>
    internal int LeastReady(int instances) => PartOf(instances, MinimumHealthy);

    /// <summary>How many tasks there may be.</summary>
    internal int MostTasks(int instances)
    {
        int over = PartOf(instances, MaximumOver);
        bool isStuck = over == 0 && LeastReady(instances) == instances;
        return instances + (isStuck ? 1 : over);
    }

    internal void Check() => Expect.That(
        BatchSize >= 1 && MostFailures >= 0 && ProgressDeadline > TimeSpan.Zero
        && MinimumHealthy is >= 0 and <= 1_000 && MaximumOver is >= 0 and <= 1_000, this,
        "a batch of 1 or more, a deadline above 0 and fractions of 0 to 1000");

    private static int PartOf(int instances, int thousandths) =>
        (int)((((long)instances * thousandths) + 999) / 1_000);
}
