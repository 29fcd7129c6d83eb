using Offers.Simulation;

namespace Offers.Simulator.Tests.Engine;

/// <summary>Options that tests run with, and what they read from results.</summary>
internal static class Runs
{
    /// <summary>No delays: what comes back is offered at once, whatever its size.</summary>
    internal static RunOptions AtOnce { get; } = new()
    {
        Allocator = AllocatorOptions.Default with { AllocateOnReturn = true, MinimumOffers = [] },
        KeepJobs = true,
    };

    /// <summary>As Mesos decides: returned resources wait for the batch, once a second.</summary>
    internal static RunOptions Batched { get; } = new()
    {
        Allocator = AllocatorOptions.Mesos with { MinimumOffers = [] },
        KeepJobs = true,
    };

    /// <summary>The result without what tells how it was come by: work and wall time.</summary>
    internal static IEnumerable<MetricValue> FiguresOf(RunResult result) => result.Figures.Where(
        figure => figure.Name is not ("wall" or "events")
            && !figure.Name.StartsWith("allocator.", StringComparison.Ordinal));

    internal static JobTimes TimesOf(RunResult result, int job) =>
        result.Jobs.Single(times => times.Job == job);

    internal static void AssertConserved(RunResult result) => Assert.Equal(
        result["jobs.arrived"],
        result["jobs.done"] + result["jobs.failed"] + result["jobs.withdrawn"]
            + result["jobs.impossible"]);
}
