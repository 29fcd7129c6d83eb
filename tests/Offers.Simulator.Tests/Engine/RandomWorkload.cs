using Offers.Simulation;

namespace Offers.Simulator.Tests.Engine;

/// <summary>Workloads of every feature at once, drawn from a seed.</summary>
internal static class RandomWorkload
{
    internal static Workload Draw(int seed, int jobs = 60, bool exactDurations = false)
    {
        Random random = new(seed);
        WorkloadBuilder builder = new();
        int tenants = random.Next(1, 5);
        for (int t = 0; t < tenants; t++)
        {
            int role = builder.Role($"r{t}", random.Next(1, 4) * 500);
            bool fails = !exactDurations && random.Next(3) == 0;
            builder.Framework($"f{t}", role, model => model with
            {
                Hold = TimeSpan.FromSeconds(random.Next(2, 60)),
                BackOff = TimeSpan.FromSeconds(random.Next(2, 60)),
                Refuse = TimeSpan.FromSeconds(random.Next(1, 500)),
                TaskMeanTimeToFailure = fails ? TimeSpan.FromSeconds(200) : null,
                Retries = random.Next(0, 6),
            });
        }

        builder.Machines(random.Next(1, 6), random.Next(2, 9), random.Next(4, 17));
        builder.Machines(random.Next(0, 4), random.Next(1, 5), random.Next(2, 9));
        double time = random.Next(0, 100) / 7.0;
        for (int j = 0; j < jobs; j++)
        {
            time += random.Next(4) == 0 ? 0 : Exponential(random, 6);
            AddJob(builder, random, random.Next(tenants), time);
        }

        return builder.Build();
    }

    internal static double Exponential(Random random, double mean) =>
        -mean * Math.Log(1 - random.NextDouble());

    private static void AddJob(WorkloadBuilder builder, Random random, int tenant, double time)
    {
        TaskGroup[] groups = new TaskGroup[random.Next(1, 3)];
        for (int g = 0; g < groups.Length; g++)
        {
            double seconds = random.Next(8) == 0 ? 0 : Exponential(random, 25);
            int cpus = random.Next(0, 5);
            int memory = random.Next(cpus == 0 ? 1 : 0, 7);
            groups[g] = WorkloadBuilder.Group(random.Next(1, 6), seconds, cpus, memory);
        }

        switch (random.Next(5))
        {
            case 0 or 1:
                builder.Gang(tenant, time, groups);
                break;
            case 2:
                builder.Service(tenant, time, time + random.Next(0, 90), groups[0]);
                break;
            default:
                builder.Elastic(tenant, time, groups);
                break;
        }
    }
}
