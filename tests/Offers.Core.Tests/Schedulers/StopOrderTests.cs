namespace Offers.Core.Tests.Schedulers;

/// <summary>Which instances are given up first, against a plain search for each one.</summary>
public sealed class StopOrderTests
{
    private const int Seeds = 300;

    [Fact]
    public void It_takes_what_a_plain_search_takes_before_each_one()
    {
        int compared = 0;
        for (int seed = 0; seed < Seeds * PropertyRunner.Factor; seed++)
        {
            compared += Compare(new Random(seed), seed);
        }

        Assert.True(compared > Seeds, $"{compared} compared");
    }

    private static int Compare(Random random, int seed)
    {
        ServiceVersion[] versions = [Version("rack"), Version(null), Version("zone")];
        List<ServiceInstance> all = [];
        for (int number = 1; number <= random.Next(1, 60); number++)
        {
            all.Add(Instance(random, versions[random.Next(versions.Length)], number));
        }

        List<ServiceInstance> plain = [.. all.Select(Copy)];
        int wanted = random.Next(versions.Length);
        bool IsCandidate(ServiceInstance instance) =>
            !instance.IsStopping && instance.Version != versions[wanted];
        StopOrder order = new(all, IsCandidate);
        int ready = random.Next(20);
        for (int taken = 0; ; taken++)
        {
            ServiceInstance? expected = Least(plain.FindAll(IsCandidate), plain, ready > 0);
            ServiceInstance? found = order.Next(ready > 0);
            Assert.True(expected?.Number == found?.Number,
                $"seed {seed}: found {found?.Number}, expected {expected?.Number}");
            if (expected is null)
            {
                return taken;
            }

            ready -= expected.IsReady ? 1 : 0;
            expected.IsStopping = true;
            found!.IsStopping = true;
        }
    }

    private static ServiceInstance? Least(
        List<ServiceInstance> candidates, List<ServiceInstance> all, bool mayBeReady) =>
        candidates.Where(instance => mayBeReady || !instance.IsReady)
            .OrderBy(instance => instance.Worth)
            .ThenByDescending(instance => Crowd(instance, all))
            .ThenByDescending(instance => instance.Number)
            .FirstOrDefault();

    private static int Crowd(ServiceInstance instance, List<ServiceInstance> all)
    {
        string? field = instance.Version.Constraints.Items.Count > 0
            ? instance.Version.Constraints.Items[0].Field
            : null;
        string? value = field is null ? null : instance.Site?.ValueOf(field);
        return value is null ? 0 : all.Count(other => !other.IsStopping && other.Task is not null
            && other.Site?.ValueOf(field!) == value);
    }

    private static ServiceVersion Version(string? spread) =>
        new(1, new ServiceDefinition("web", 1, Talk.Template())
        {
            Constraints = spread is null ? [] : [PlacementConstraint.GroupBy(spread, 2)],
        });

    private static ServiceInstance Instance(Random random, ServiceVersion version, int number)
    {
        ServiceInstance instance = new(version, number) { IsStopping = random.Next(8) == 0 };
        if (random.Next(5) > 0)
        {
            instance.Site = new PlacementSite($"h{number}")
            {
                Attributes = AgentAttributes.Parse(random.Next(6) == 0
                    ? $"zone:z{random.Next(2)}"
                    : $"rack:r{random.Next(4)};zone:z{random.Next(2)}"),
            };
        }

        if (random.Next(4) > 0)
        {
            instance.Task = new TrackedTask($"t{number}", "a1", instance, Timestamp.Zero);
            TaskState state = random.Next(3) switch
            {
                0 => TaskState.Staging,
                1 => TaskState.Running,
                _ => TaskState.Unreachable,
            };
            instance.Task.Apply(new TaskUpdated(instance.Task.Name, state), Timestamp.Zero);
        }

        return instance;
    }

    private static ServiceInstance Copy(ServiceInstance other) =>
        new(other.Version, other.Number)
        {
            Task = other.Task,
            Site = other.Site,
            IsStopping = other.IsStopping,
        };
}
