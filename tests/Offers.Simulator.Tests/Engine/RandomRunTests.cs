using Offers.Simulation;

namespace Offers.Simulator.Tests.Engine;

/// <summary>Everything at once: nothing is lost, and the same seed decides the same.</summary>
public class RandomRunTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nothing_is_lost_and_no_invariant_breaks_under_any_policy(int seed)
    {
        Workload workload = RandomWorkload.Draw(seed);
        RunOptions[] all =
        [
            Runs.AtOnce with { CheckEvery = 1, SeriesPoints = 20 },
            Runs.Batched with { CheckEvery = 1, WarmUp = TimeSpan.FromSeconds(30) },
            Runs.Batched with
            {
                CheckEvery = 1,
                Allocator = Runs.Batched.Allocator with { OfferTimeout = TimeSpan.FromSeconds(5) },
            },
        ];
        foreach (RunOptions options in all)
        {
            foreach (CellPlan[] plans in PlansOf(workload))
            {
                RunResult result = new SimulationRun(workload, plans, 7, options).Run();
                Runs.AssertConserved(result);
                Assert.Equal(workload.Jobs.Count, result["jobs.arrived"]);
                Assert.Equal(workload.Jobs.Count, result.Jobs.Count);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Skipped_batches_change_nothing_and_are_counted(int seed)
    {
        Workload workload = RandomWorkload.Draw(seed);
        foreach (CellPlan[] plans in PlansOf(workload))
        {
            RunResult skips = new SimulationRun(workload, plans, 3, Runs.Batched).Run();
            RunResult runs = new SimulationRun(
                workload, plans, 3, Runs.Batched with { RunEveryBatch = true }).Run();
            Assert.Equal(runs.Digest, skips.Digest);
            Assert.Equal(Runs.FiguresOf(runs), Runs.FiguresOf(skips));
            if (plans[0].Kind == CellKind.Offers)
            {
                // A run that ends on a batch does not need that one.
                double missing = runs["allocator.batches"] - skips["allocator.batches"];
                Assert.InRange(missing, 0, plans.Length);
                Assert.True(
                    runs["allocator.batches.skipped"] <= skips["allocator.batches.skipped"]);
            }
        }
    }

    [Fact]
    public void A_quiet_hour_costs_no_batches()
    {
        WorkloadBuilder builder = new();
        int tenant = builder.Machines(1, 1).Tenant("a");
        builder.Task(tenant, 0, 3600.5);
        builder.Task(tenant, 10, 1.25);
        RunResult result = WorkloadBuilder.RunShared(builder.Build(), Runs.Batched);
        Assert.Equal(3603, result["allocator.batches"]);
        Assert.True(result["allocator.batches.skipped"] > 3590);
        Assert.Equal(3602.25, Runs.TimesOf(result, 1).End);
    }

    [Fact]
    public void The_first_job_may_come_late()
    {
        WorkloadBuilder builder = new();
        int tenant = builder.Machines(1, 1).Tenant("a");
        builder.Task(tenant, 12_345.6, 1);
        RunResult result = WorkloadBuilder.RunShared(builder.Build(), Runs.Batched);
        Assert.Equal(0, result["wait.all.max"]);
        Assert.Equal(12_346.6, Runs.TimesOf(result, 0).End, 6);
    }

    [Fact]
    public void The_same_seed_gives_the_same_digest_again_and_on_two_threads_at_once()
    {
        Workload workload = RandomWorkload.Draw(5, jobs: 300);
        RunResult first = WorkloadBuilder.RunShared(workload, Runs.Batched);
        RunResult[] both = new RunResult[2];
        Parallel.For(0, 2, i => both[i] = WorkloadBuilder.RunShared(workload, Runs.Batched));
        foreach (RunResult again in both)
        {
            Assert.Equal(first.Digest, again.Digest);
            Assert.Equal(Runs.FiguresOf(first), Runs.FiguresOf(again));
            Assert.Equal(first.Jobs, again.Jobs);
        }

        Assert.NotEqual(first.Digest, WorkloadBuilder.RunShared(workload, Runs.Batched, 2).Digest);
    }

    private static IEnumerable<CellPlan[]> PlansOf(Workload workload)
    {
        yield return WorkloadBuilder.Shared(workload);
        yield return WorkloadBuilder.Shared(workload, CellKind.Fifo);
        yield return WorkloadBuilder.Shared(workload, CellKind.FifoBackfill);
        yield return WorkloadBuilder.Split(workload);
    }
}
