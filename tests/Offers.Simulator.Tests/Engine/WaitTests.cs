using Offers.Simulation;

namespace Offers.Simulator.Tests.Engine;

/// <summary>The figures of a run, counted by hand.</summary>
public class WaitTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 25)];

    [Fact]
    public void Waits_completion_and_slowdown_are_as_counted_by_hand()
    {
        // Two tasks of 10 s at once on one cpu, then one of 20 s: 0-10, 10-20, 20-40.
        WorkloadBuilder builder = new();
        int tenant = builder.Machines(1, 1).Tenant("a");
        builder.Elastic(tenant, 0, WorkloadBuilder.Group(2, 10, 1));
        builder.Task(tenant, 5, 20);
        RunResult result = WorkloadBuilder.RunShared(builder.Build());
        Assert.Equal((0 + 15) / 2.0, result["wait.first.mean"]);
        Assert.Equal((10 + 15) / 2.0, result["wait.all.mean"]);
        Assert.Equal((20 + 35) / 2.0, result["completion.mean"]);
        Assert.Equal(((20 / 10.0) + (35 / 20.0)) / 2, result["slowdown.mean"]);
        Assert.Equal(15, result["wait.all.max"]);
        Assert.Equal(3, result["tasks.done"]);
    }

    [Fact]
    public void Shares_are_integrals_from_the_warm_up_to_the_last_arrival()
    {
        // 4 cpus, arrivals at 0, 10 and 40: 1 cpu from 0 to 30, 2 more from 10 on. Warm-up 20 s.
        WorkloadBuilder builder = new();
        int tenant = builder.Machines(1, 4).Tenant("a");
        int other = builder.Tenant("b");
        builder.Task(tenant, 0, 30);
        builder.Task(other, 10, 90, 2);
        builder.Task(tenant, 40, 5);
        Workload workload = builder.Build();
        RunResult whole = WorkloadBuilder.RunShared(workload);
        Assert.Equal(40, whole["window"]);
        Assert.Equal(((1 * 30) + (2 * 30)) / 40.0 / 4, whole["allocated.cpus.mean"], 12);

        RunOptions late = Runs.AtOnce with { WarmUp = TimeSpan.FromSeconds(20) };
        RunResult after = WorkloadBuilder.RunShared(workload, late);
        Assert.Equal(20, after["window"]);
        Assert.Equal(((1 * 10) + (2 * 20)) / 20.0 / 4, after["allocated.cpus.mean"], 12);
        Assert.Equal(1 * 10 / 20.0 / 4, after["framework/a/allocated.cpus.mean"], 12);
        Assert.Equal(2 / 4.0, after["framework/b/allocated.cpus.mean"], 12);

        // Jain of 0.5/4 and 2/4.
        Assert.Equal(2.5 * 2.5 / (2 * (0.25 + 4)), after["share.jain"], 12);
        Assert.Equal(4, after["capacity.cpus"]);
    }

    [Fact]
    public void Pieces_too_small_for_every_head_are_stranded()
    {
        // Two machines of 3 cpus, each with 2 in use; the head wants 2. Two cpus are stranded.
        WorkloadBuilder builder = new();
        int tenant = builder.Machines(2, 3).Tenant("a");
        builder.Elastic(tenant, 0, WorkloadBuilder.Group(2, 100, 2));
        builder.Task(tenant, 0, 10, 2);
        builder.Task(tenant, 50, 1, 2);
        RunOptions options = Runs.AtOnce with { SeriesPoints = 10 };
        RunResult result = WorkloadBuilder.RunShared(builder.Build(), options);
        Assert.Equal(2 / 6.0, result["stranded.cpus.mean"], 12);
        Assert.Equal(4, result.Series!.Column("allocated.cpus")[0]);
    }

    [Fact]
    public void What_is_free_in_a_slice_where_nobody_waits_is_stranded()
    {
        WorkloadBuilder builder = new();
        int a = builder.Machines(2, 2).Tenant("a");
        int b = builder.Tenant("b");
        builder.Task(a, 0, 100, 2);
        builder.Task(a, 0, 100, 2);
        builder.Task(b, 50, 10, 1);
        Workload workload = builder.Build();
        RunOptions options = Runs.AtOnce with { SeriesPoints = 10 };
        RunResult split = new SimulationRun(
            workload, WorkloadBuilder.Split(workload), 1, options).Run();

        // 2 of 4 cpus while b has nothing, and 1 at the last of the 11 samples.
        Assert.Equal(((10 * 2) + 1) / 11.0 / 4, split["stranded.cpus.mean"], 12);
        Assert.Equal(0, WorkloadBuilder.RunShared(workload, options)["stranded.cpus.mean"]);
    }

    [Fact]
    public void A_role_starves_while_it_waits_and_nothing_of_it_runs()
    {
        WorkloadBuilder builder = new();
        int a = builder.Machines(1, 2).Tenant("a");
        int b = builder.Tenant("b");
        builder.Elastic(a, 0, WorkloadBuilder.Group(2, 70, 1));
        builder.Task(b, 10, 5);
        builder.Elastic(b, 20, WorkloadBuilder.Group(4, 40, 1));
        RunResult result = WorkloadBuilder.RunShared(builder.Build());
        Assert.Equal(60, result["starvation.max"]);
    }

    [Fact]
    public void Tasks_that_may_fail_one_by_one_count_as_running_until_they_end()
    {
        WorkloadBuilder builder = new();
        builder.Machines(1, 2);
        int a = builder.Tenant("a", model => model with
        {
            TaskMeanTimeToFailure = TimeSpan.FromDays(3650),
        });
        builder.Elastic(a, 0, WorkloadBuilder.Group(2, 50, 1));
        builder.Task(a, 10, 5);
        builder.Task(a, 60, 50);
        RunResult result = WorkloadBuilder.RunShared(builder.Build());
        Assert.Equal(0, result["starvation.max"]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_wait_limit_stops_exactly_the_runs_that_would_miss_it(int seed)
    {
        Workload workload = RandomWorkload.Draw(seed);
        foreach (CellKind kind in new[] { CellKind.Offers, CellKind.FifoBackfill })
        {
            double mean = WorkloadBuilder.RunShared(workload, kind: kind)["wait.all.mean"];
            foreach (double part in new[] { 0.2, 0.9, 0.999, 1.001, 1.1, 5 })
            {
                RunOptions options = Runs.AtOnce with
                {
                    MeanWaitLimit = TimeSpan.FromSeconds((mean * part) + 1e-6),
                };
                RunResult limited = WorkloadBuilder.RunShared(workload, options, kind: kind);
                bool misses = mean > options.MeanWaitLimit.Value.TotalSeconds;
                Assert.Equal(misses, limited.MissedLimit);
            }
        }
    }

    [Fact]
    public void Impossible_jobs_do_not_loosen_the_wait_limit()
    {
        WorkloadBuilder builder = new();
        int tenant = builder.Machines(1, 1).Tenant("a");
        builder.Task(tenant, 0, 10);
        builder.Task(tenant, 0, 10);
        builder.Task(tenant, 1, 10, 9);
        RunOptions options = Runs.AtOnce with { MeanWaitLimit = TimeSpan.FromSeconds(4) };
        Assert.True(WorkloadBuilder.RunShared(builder.Build(), options).MissedLimit);
    }

    [Fact]
    public void Every_figure_has_a_unit_of_its_own_kind()
    {
        WorkloadBuilder builder = new();
        builder.Task(builder.Machines(1, 1).Tenant("a"), 0, 1);
        RunResult result = WorkloadBuilder.RunShared(builder.Build());
        Assert.Equal("batch", UnitOf(result, "allocator.batches.skipped"));
        Assert.Equal("run", UnitOf(result, "allocator.runs"));
        Assert.Equal("offer", UnitOf(result, "offers.made"));
    }

    private static string UnitOf(RunResult result, string name) =>
        result.Figures.Single(
            figure => string.Equals(figure.Name, name, StringComparison.Ordinal)).Unit;
}
