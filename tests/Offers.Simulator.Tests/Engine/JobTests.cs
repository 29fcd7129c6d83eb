using Offers.Simulation;

namespace Offers.Simulator.Tests.Engine;

/// <summary>What becomes of jobs: started, failed, withdrawn, impossible; never dropped.</summary>
public class JobTests
{
    [Theory]
    [InlineData(CellKind.Offers)]
    [InlineData(CellKind.Fifo)]
    [InlineData(CellKind.FifoBackfill)]
    public void A_job_that_fits_no_machine_is_counted_impossible_and_stops_nobody(CellKind kind)
    {
        WorkloadBuilder builder = new();
        int tenant = builder.Machines(2, 4).Tenant("a");
        builder.Task(tenant, 0, 10, 5);
        builder.Gang(tenant, 1, WorkloadBuilder.Group(9, 10, 1));
        builder.Elastic(tenant, 2, WorkloadBuilder.Group(9, 10, 1));
        RunResult result = WorkloadBuilder.RunShared(builder.Build(), kind: kind);
        Assert.Equal((3, 2, 1), Counts(result, "arrived", "impossible", "done"));
        Assert.Equal("impossible impossible done", StatusesOf(result));
        Assert.Equal(22, Runs.TimesOf(result, 2).End);
        Assert.Equal(10, result["wait.all.mean"]);
    }

    [Theory]
    [InlineData(CellKind.Offers)]
    [InlineData(CellKind.Fifo)]
    public void A_service_ends_at_its_moment_and_is_withdrawn_if_it_has_not_started(CellKind kind)
    {
        WorkloadBuilder builder = new();
        int tenant = builder.Machines(1, 1).Tenant("a");
        builder.Service(tenant, 0, 50, WorkloadBuilder.Group(1, 1, 1));
        builder.Service(tenant, 10, 40, WorkloadBuilder.Group(1, 1, 1));
        builder.Service(tenant, 20, 70, WorkloadBuilder.Group(1, 1, 1));
        RunResult result = WorkloadBuilder.RunShared(builder.Build(), kind: kind);
        Assert.Equal((3, 1, 2), Counts(result, "arrived", "withdrawn", "done"));
        Assert.Equal(50, Runs.TimesOf(result, 0).End);
        Assert.Equal("withdrawn", Runs.TimesOf(result, 1).Status);
        Assert.Equal((50, 70), (Runs.TimesOf(result, 2).AllStarted, Runs.TimesOf(result, 2).End));
        Assert.Equal((0 + 30 + 30) / 3.0, result["wait.all.mean"]);
    }

    [Fact]
    public void A_job_behind_a_withdrawn_gathering_gang_takes_what_that_had_held_and_refused()
    {
        WorkloadBuilder builder = new();
        int blocker = builder.Machines(2, 2, 4).Tenant("blocker");
        int tenant = builder.Tenant("a", model => model with { Hold = TimeSpan.FromHours(1) });
        builder.Elastic(blocker, 0, WorkloadBuilder.Group(1, 1000, 1, 4));
        builder.Gang(tenant, 1, WorkloadBuilder.Group(2, 10, 2));
        builder.Elastic(
            tenant, 2, WorkloadBuilder.Group(1, 10, 2), WorkloadBuilder.Group(1, 10, 1));
        Workload workload = builder.Build();
        Job withdrawn = workload.Jobs[1] with { EndsAt = WorkloadBuilder.Ticks(60) };
        workload = workload with { Jobs = [workload.Jobs[0], withdrawn, workload.Jobs[2]] };
        RunResult result = WorkloadBuilder.RunShared(workload);
        Assert.Equal("withdrawn", Runs.TimesOf(result, 1).Status);
        Assert.Equal((60, 60, 70), TimesTriple(result, 2));
    }

    [Fact]
    public void A_gang_restarts_whole_and_fails_when_its_retries_are_used_up()
    {
        WorkloadBuilder builder = new();
        builder.Machines(4, 1);
        int tenant = builder.Tenant("a", model => model with
        {
            TaskMeanTimeToFailure = TimeSpan.FromSeconds(1),
            Retries = 3,
        });
        builder.Gang(tenant, 0, WorkloadBuilder.Group(4, 1000, 1));
        RunResult result = WorkloadBuilder.RunShared(builder.Build());
        Assert.Equal((1, 1, 0), Counts(result, "arrived", "failed", "done"));
        Assert.Equal((4, 0), (result["tasks.failed"], result["tasks.done"]));
        double ran = Runs.TimesOf(result, 0).End;
        Assert.Equal(4 * ran / 3600, result["work.lost"], 9);
    }

    [Fact]
    public void Of_an_elastic_job_only_the_task_that_failed_is_tried_again()
    {
        WorkloadBuilder builder = new();
        builder.Machines(1, 8);
        int tenant = builder.Tenant("a", model => model with
        {
            TaskMeanTimeToFailure = TimeSpan.FromSeconds(100),
            Retries = 1000,
        });
        builder.Elastic(tenant, 0, WorkloadBuilder.Group(8, 50, 1));
        RunResult result = WorkloadBuilder.RunShared(builder.Build());
        Assert.Equal((8, 1), (result["tasks.done"], result["jobs.done"]));
        Assert.True(result["tasks.failed"] > 0);
        Assert.True(result["work.lost"] * 3600 < 50 * result["tasks.failed"]);
    }

    [Fact]
    public void Every_policy_sees_the_same_failures()
    {
        WorkloadBuilder builder = new();
        builder.Machines(3, 3).Machines(3, 2);
        Random random = new(11);
        for (int t = 0; t < 3; t++)
        {
            int tenant = builder.Tenant($"t{t}", model => model with
            {
                TaskMeanTimeToFailure = TimeSpan.FromSeconds(60),
                Retries = 4,
            });
            for (int j = 0; j < 30; j++)
            {
                TaskGroup[] groups = [WorkloadBuilder.Group(random.Next(1, 4), 30, 1)];
                Action<int, double, TaskGroup[]> add = j % 2 == 0 ? builder.Gang : builder.Elastic;
                add(tenant, random.Next(500), groups);
            }
        }

        Workload workload = builder.Build();
        RunResult[] results =
        [
            WorkloadBuilder.RunShared(workload),
            WorkloadBuilder.RunShared(workload, Runs.Batched),
            WorkloadBuilder.RunShared(workload, kind: CellKind.Fifo),
            new SimulationRun(workload, WorkloadBuilder.Split(workload), 1, Runs.AtOnce).Run(),
        ];
        Assert.True(results[0]["jobs.failed"] > 0);
        foreach (RunResult other in results)
        {
            Assert.Equal(StatusesOf(results[0]), StatusesOf(other));
            Assert.Equal(results[0]["tasks.failed"], other["tasks.failed"]);
        }
    }

    [Fact]
    public void Progressive_filling_of_the_paper_ends_at_three_tasks_and_two()
    {
        // DRF, NSDI 2011, section 4.1: 9 CPUs and 18 GB, A wants <1, 4>, B <3, 1>.
        WorkloadBuilder builder = new();
        builder.Machines(1, 9, 18);
        int a = builder.Tenant("A");
        int b = builder.Tenant("B");
        for (int second = 0; second < 6; second++)
        {
            builder.Elastic(a, second, WorkloadBuilder.Group(1, 1e6, 1, 4));
            builder.Elastic(b, second, WorkloadBuilder.Group(1, 1e6, 3, 1));
        }

        Workload workload = builder.Build();
        RunResult result = WorkloadBuilder.RunShared(workload);
        int[] running = new int[2];
        foreach (JobTimes times in result.Jobs.Where(times => times.FirstStart < 10))
        {
            running[workload.Jobs[times.Job].Framework]++;
        }

        Assert.Equal([3, 2], running);
    }

    private static (double First, double Second, double Third) Counts(
        RunResult result, string first, string second, string third) =>
        (result["jobs." + first], result["jobs." + second], result["jobs." + third]);

    private static (double First, double All, double End) TimesTriple(RunResult result, int job)
    {
        JobTimes times = Runs.TimesOf(result, job);
        return (times.FirstStart, times.AllStarted, times.End);
    }

    private static string StatusesOf(RunResult result) =>
        string.Join(' ', result.Jobs.OrderBy(times => times.Job).Select(times => times.Status));
}
