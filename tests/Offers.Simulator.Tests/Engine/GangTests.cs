using Offers.Simulation;

namespace Offers.Simulator.Tests.Engine;

/// <summary>Gangs gather offers, but cannot lock a cell (simulator design, section 2).</summary>
public class GangTests
{
    private static readonly TimeSpan Years = TimeSpan.FromDays(3650);

    [Fact]
    public void Two_crossing_gangs_both_finish()
    {
        RunResult result = WorkloadBuilder.RunShared(Crossing(TimeSpan.FromMinutes(2)));
        Assert.Equal(3, result["jobs.done"]);
        Assert.True(result["gatherings.given_up"] >= 1);
        Assert.True(result["completion.max"] < 3600, $"{result["completion.max"]} s");
    }

    [Fact]
    public void Without_giving_up_two_crossing_gangs_wait_for_each_other_for_years()
    {
        RunResult result = WorkloadBuilder.RunShared(Crossing(Years));
        Assert.True(result["framework/g0/wait.first.mean"] >= Years.TotalSeconds);
        Assert.True(result["framework/g1/wait.first.mean"] >= Years.TotalSeconds);
        Assert.Equal(1, result["offered.cpus.mean"]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    public void Crossing_gangs_whose_offers_time_out_while_they_gather_both_finish(int seconds)
    {
        AllocatorOptions allocator = Runs.Batched.Allocator;
        RunOptions options = Runs.Batched with
        {
            CheckEvery = 1,
            Allocator = allocator with { OfferTimeout = TimeSpan.FromSeconds(seconds) },
        };
        RunResult result = WorkloadBuilder.RunShared(Crossing(TimeSpan.FromMinutes(2)), options);
        Assert.Equal(3, result["jobs.done"]);
        Assert.True(result["offers.rescinded"] > 0);
        Assert.True(result["gatherings.given_up"] >= 1);
        Assert.True(result["completion.max"] < 3600, $"{result["completion.max"]} s");
    }

    [Fact]
    public void A_gang_that_needs_the_whole_cell_cannot_stop_it_for_ever()
    {
        WorkloadBuilder builder = new();
        int gang = builder.Machines(4, 1).Tenant("gang");
        int small = builder.Tenant("small");
        builder.Gang(gang, 5, WorkloadBuilder.Group(4, 60, 1));
        for (int i = 0; i < 300; i++)
        {
            builder.Task(small, i * 60, 145 + (i % 7));
        }

        RunResult result = WorkloadBuilder.RunShared(builder.Build());
        Assert.Equal(301, result["jobs.done"]);
        Assert.True(result["gatherings.given_up"] > 0);

        // At most it holds for 2 min and then either runs for 1 min or stays away.
        Assert.InRange(result["framework/small/wait.all.max"], 60, (2 + 1 + 3) * 60);
        Assert.Equal(1, result["framework/gang/jobs.done"]);
    }

    [Fact]
    public void A_gang_starts_all_or_none_and_an_elastic_job_what_fits()
    {
        WorkloadBuilder builder = new();
        int blocker = builder.Machines(2, 2).Tenant("blocker");
        int other = builder.Tenant("other");
        builder.Task(blocker, 0, 100, 2);
        builder.Gang(other, 10, WorkloadBuilder.Group(3, 50, 1));
        Workload gang = builder.Build();
        JobTimes times = Runs.TimesOf(WorkloadBuilder.RunShared(gang), 1);
        Assert.Equal((100, 100, 150), (times.FirstStart, times.AllStarted, times.End));

        Job parts = gang.Jobs[1] with { IsGang = false };
        Workload elastic = gang with { Jobs = [gang.Jobs[0], parts] };
        times = Runs.TimesOf(WorkloadBuilder.RunShared(elastic), 1);
        Assert.Equal((10, 60, 110), (times.FirstStart, times.AllStarted, times.End));
    }

    /// <summary>Four machines of one cpu; both gangs come at once and each needs three.</summary>
    private static Workload Crossing(TimeSpan hold)
    {
        WorkloadBuilder builder = new();
        builder.Machines(4, 1);
        for (int i = 0; i < 2; i++)
        {
            int tenant = builder.Tenant($"g{i}", model => model with { Hold = hold });
            builder.Gang(tenant, 0, WorkloadBuilder.Group(3, 60, 1));
        }

        builder.Task(builder.Tenant("late"), 600, 1, 0.5);
        return builder.Build();
    }
}
