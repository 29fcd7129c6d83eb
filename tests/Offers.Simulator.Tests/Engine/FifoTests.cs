using Offers.Simulation;

namespace Offers.Simulator.Tests.Engine;

/// <summary>The monolithic queue, plain and with EASY backfilling.</summary>
public class FifoTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Fact]
    public void The_head_blocks_all_behind_it()
    {
        RunResult result = WorkloadBuilder.RunShared(Example(), kind: CellKind.Fifo);
        Assert.Equal([0, 100, 150, 150, 180], StartsOf(result));
    }

    [Fact]
    public void Backfilling_passes_the_head_only_where_that_does_not_delay_it()
    {
        // The head wants 4 of 4 cpus at 100. Job 2 ends before, job 3 would not; job 4 fits after
        // job 2.
        RunResult result = WorkloadBuilder.RunShared(Example(), kind: CellKind.FifoBackfill);
        Assert.Equal([0, 100, 3, 150, 33], StartsOf(result));
    }

    [Fact]
    public void Backfilling_may_outlast_the_head_beside_it()
    {
        WorkloadBuilder builder = new();
        int tenant = builder.Machines(1, 4).Tenant("a");
        builder.Task(tenant, 0, 100, 2);
        builder.Task(tenant, 1, 50, 3);
        builder.Task(tenant, 2, 1000, 1);
        builder.Task(tenant, 3, 1000, 1);
        RunResult result = WorkloadBuilder.RunShared(builder.Build(), kind: CellKind.FifoBackfill);
        Assert.Equal([0, 100, 2, 150], StartsOf(result));
    }

    [Fact]
    public void Backfilling_knows_when_a_service_ends()
    {
        WorkloadBuilder builder = new();
        int tenant = builder.Machines(1, 4).Tenant("a");
        builder.Task(tenant, 0, 100, 2);
        builder.Task(tenant, 1, 50, 4);
        builder.Service(tenant, 2, 5000, WorkloadBuilder.Group(1, 0, 1));
        RunResult result = WorkloadBuilder.RunShared(builder.Build(), kind: CellKind.FifoBackfill);
        Assert.Equal([0, 100, 150], StartsOf(result));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Backfilling_never_delays_a_head_beyond_what_plain_FIFO_would_give_it(int seed)
    {
        Workload workload = RandomBatch(seed);
        RunResult result = WorkloadBuilder.RunShared(workload, kind: CellKind.FifoBackfill);
        double[] starts = StartsOf(result);
        double head = 0;
        for (int job = 0; job < starts.Length; job++)
        {
            // It is the head once all before it have started.
            head = Math.Max(head, workload.Jobs[job].Submit / 1e7);
            double bound = StartIfNothingElseDid(workload, starts, job, head);
            Assert.True(starts[job] <= bound + 1e-6, $"job {job}: {starts[job]} after {bound}");
            head = Math.Max(head, starts[job]);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Plain_FIFO_starts_jobs_in_the_order_of_their_submission(int seed)
    {
        double[] starts = StartsOf(
            WorkloadBuilder.RunShared(RandomBatch(seed), kind: CellKind.Fifo));
        Assert.Equal(starts.Order(), starts);
    }

    private static Workload Example()
    {
        WorkloadBuilder builder = new();
        int tenant = builder.Machines(1, 4).Tenant("a");
        builder.Task(tenant, 0, 100, 2);
        builder.Task(tenant, 1, 50, 4);
        builder.Task(tenant, 3, 30, 2);
        builder.Task(tenant, 4, 98, 2);
        builder.Task(tenant, 5, 60, 1);
        return builder.Build();
    }

    /// <summary>Gangs on machines of one type, each task a machine of its own.</summary>
    private static Workload RandomBatch(int seed)
    {
        Random random = new(seed);
        WorkloadBuilder builder = new();
        int machines = random.Next(2, 9);
        int tenant = builder.Machines(machines, 2).Tenant("a");
        double time = 0;
        for (int j = 0; j < 60; j++)
        {
            time += random.Next(3) == 0 ? 0 : random.Next(0, 30);
            builder.Gang(
                tenant,
                time,
                WorkloadBuilder.Group(random.Next(1, machines + 1), random.Next(1, 60), 2));
        }

        return builder.Build();
    }

    /// <summary>
    /// When the head would start if nothing started after it became the head: by the ends of what
    /// had started before.
    /// </summary>
    private static double StartIfNothingElseDid(
        Workload workload, double[] starts, int head, double since)
    {
        int free = workload.Inventory.Count;
        List<(double End, int Machines)> ends = [];
        for (int j = 0; j < starts.Length; j++)
        {
            Job job = workload.Jobs[j];
            double end = starts[j] + (job.LongestTask / 1e7);
            bool isBefore = starts[j] < since || (starts[j] == since && j < head);
            if (isBefore && end > since)
            {
                free -= job.TaskCount;
                ends.Add((end, job.TaskCount));
            }
        }

        ends.Sort();
        double time = since;
        foreach ((double end, int machines) in ends)
        {
            if (free >= workload.Jobs[head].TaskCount)
            {
                break;
            }

            time = end;
            free += machines;
        }

        return time;
    }

    private static double[] StartsOf(RunResult result) =>
        [.. result.Jobs.OrderBy(times => times.Job).Select(times => times.AllStarted)];
}
