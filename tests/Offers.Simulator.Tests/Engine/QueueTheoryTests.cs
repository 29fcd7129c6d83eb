using MathNet.Numerics.Distributions;
using Offers.Simulation;

namespace Offers.Simulator.Tests.Engine;

/// <summary>
/// The engine against closed forms: with one tenant, single-cpu tasks and no delays a cell of
/// offers is the queue of the textbook. Means of independent runs lie within their 99.9 % interval.
/// </summary>
public class QueueTheoryTests
{
    private const int Replications = 12;
    private const int JobsPerRun = 8_000;
    private const double MeanService = 100;

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void Waits_of_an_M_M_1_queue_are_as_theory_says(double load) =>
        AssertMeanWait(Erlang(1, load), seed => Queue(seed, 1, load, machines: 1, cpus: 1));

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 1)]
    public void Waits_of_an_M_M_4_queue_are_as_Erlang_says_on_any_machines(
        int machines, int cpus) =>
        AssertMeanWait(Erlang(4, 0.8), seed => Queue(seed, 4, 0.8, machines, cpus));

    [Theory]
    [InlineData(0.0, 0.7)]
    [InlineData(1.0, 0.7)]
    public void Waits_of_an_M_G_1_queue_are_as_Pollaczek_and_Khinchine_say(
        double variation, double load)
    {
        // W = rho (1 + c^2) / (2 (1 - rho)) mean services.
        double expected = load * (1 + variation) / (2 * (1 - load));
        AssertMeanWait(
            expected, seed => Queue(seed, 1, load, 1, 1, isDeterministic: variation == 0));
    }

    [Fact]
    public void Pooling_two_queues_saves_the_wait_that_theory_says()
    {
        const double Load = 0.8;
        AssertMeanWait(Erlang(8, Load), seed => TwoQueues(seed, Load, pooled: true));
        AssertMeanWait(Erlang(4, Load), seed => TwoQueues(seed, Load, pooled: false));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Jobs_in_the_system_are_arrivals_times_their_time_there(int seed)
    {
        // Little's law, exact over a whole run: the integral of the jobs in the system is the sum
        // of the completion times, and what is not service of it is wait.
        Workload workload = Queue(seed, 4, 0.8, 1, 4, jobs: 2_000);
        RunResult result = WorkloadBuilder.RunShared(workload);
        double inSystem = IntegralOfJobsPresent(workload, result);
        double sum = result["completion.mean"] * result["jobs.done"];
        Assert.Equal(1, inSystem / sum, 9);
        double work = workload.Jobs.Sum(job => job.LongestTask) / 1e7;
        Assert.Equal(sum - work, result["wait.all.mean"] * result["jobs.done"], 1e-3 * sum);
    }

    /// <summary>Mean wait of M/M/c in mean services (Erlang C from Erlang B).</summary>
    private static double Erlang(int servers, double load)
    {
        double offered = servers * load;
        double blocked = 1;
        for (int n = 1; n <= servers; n++)
        {
            blocked = offered * blocked / (n + (offered * blocked));
        }

        double waits = blocked / (1 - (load * (1 - blocked)));
        return waits / (servers * (1 - load));
    }

    private static void AssertMeanWait(double expected, Func<int, Workload> draw)
    {
        double[] means = new double[Replications];
        for (int seed = 0; seed < Replications; seed++)
        {
            Workload workload = draw(seed);
            CellPlan[] plans = workload.Roles.Count > 1 && workload.Name is "split"
                ? WorkloadBuilder.Split(workload)
                : WorkloadBuilder.Shared(workload);
            RunOptions options = Runs.AtOnce with { KeepJobs = false };
            means[seed] = new SimulationRun(workload, plans, (ulong)seed, options)
                .Run()["wait.all.mean"] / MeanService;
        }

        double mean = means.Average();
        double variance = means.Sum(x => (x - mean) * (x - mean)) / (Replications - 1);
        double quantile = StudentT.InvCDF(0, 1, Replications - 1, 0.9995);
        double half = quantile * Math.Sqrt(variance / Replications);
        Assert.True(
            Math.Abs(mean - expected) <= half,
            $"found {mean:F4} +- {half:F4} mean services, expected {expected:F4}");
        Assert.True(half < 0.3 * expected, $"the interval {half:F4} is too wide to say anything");
    }

    private static Workload Queue(
        int seed, int servers, double load, int machines, int cpus,
        bool isDeterministic = false, int jobs = JobsPerRun)
    {
        WorkloadBuilder builder = new();
        int tenant = builder.Machines(machines, cpus).Tenant("a");
        double gap = MeanService / (servers * load);
        AddJobs(builder, tenant, (ulong)seed, gap, isDeterministic, jobs);
        return builder.Build();
    }

    private static Workload TwoQueues(int seed, double load, bool pooled)
    {
        WorkloadBuilder builder = new();
        builder.Machines(2, 4);
        for (int tenant = 0; tenant < 2; tenant++)
        {
            ulong stream = ((ulong)seed * 2) + (ulong)tenant;
            double gap = MeanService / (4 * load);
            AddJobs(builder, builder.Tenant($"t{tenant}"), stream, gap, false, JobsPerRun);
        }

        return builder.Build() with { Name = pooled ? "pooled" : "split" };
    }

    private static void AddJobs(
        WorkloadBuilder builder, int tenant, ulong seed, double meanGap, bool isDeterministic,
        int jobs)
    {
        RandomStream gaps = new(seed, "gaps");
        RandomStream services = new(seed, "services");
        double time = 0;
        for (int i = 0; i < jobs; i++)
        {
            time += gaps.NextExponential(meanGap);
            double service = isDeterministic ? MeanService : services.NextExponential(MeanService);
            builder.Task(tenant, time, service);
        }
    }

    private static double IntegralOfJobsPresent(Workload workload, RunResult result)
    {
        List<(double Time, int Change)> changes =
        [
            .. workload.Jobs.Select(job => (job.Submit / 1e7, 1)),
            .. result.Jobs.Select(times => (times.End, -1)),
        ];
        changes.Sort();
        double integral = 0;
        int present = 0;
        for (int i = 0; i < changes.Count; i++)
        {
            integral += i == 0 ? 0 : present * (changes[i].Time - changes[i - 1].Time);
            present += changes[i].Change;
        }

        return integral;
    }
}
