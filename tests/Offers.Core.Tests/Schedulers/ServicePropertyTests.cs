namespace Offers.Core.Tests.Schedulers;

/// <summary>What holds of services whatever the network does, for many seeds.</summary>
public sealed class ServicePropertyTests
{
    private const int Seeds = 40;

    private static readonly ValueList<PlacementConstraint>[] Rules =
    [
        [],
        [PlacementConstraint.Unique(PlacementSite.HostnameField)],
        [PlacementConstraint.MaxPer("rack", 3)],
        [PlacementConstraint.GroupBy(PlacementSite.ZoneField, ["zone0", "zone1", "zone2"])],
        [PlacementConstraint.Unlike("hostname", "agent[0-2]"),
            PlacementConstraint.MaxPer("hostname", 2)],
    ];

    [Fact]
    public void A_service_converges_to_all_instances_running_whatever_the_network_does() =>
        ForSeeds((seed, rule) =>
        {
            (FakeMaster master, ServiceScheduler service) = Start(seed, rule);
            master.Faults = FakeFaults.Many;
            for (int i = 0; i < 20; i++)
            {
                Disturb(master);
                master.RunFor(60);
            }

            master.Faults = FakeFaults.None;
            master.RunFor(9_000);
            Assert.Equal(ServicePhase.Steady, service.Status.Phase);
            Assert.Equal(service.Status.Wanted, service.Status.Ready);
            Assert.Equal(service.Status.Wanted, master.Running.Count());
            Assert.Equal(service.Status.Wanted, master.Alive.Count());
        });

    [Fact]
    public void Constraints_are_never_violated_whatever_the_network_does() =>
        ForSeeds((seed, rule) =>
        {
            (FakeMaster master, ServiceScheduler service) = Start(seed, rule);
            PlacementConstraints constraints = new(service.Definition.Constraints);
            master.OnLaunch = task =>
            {
                List<PlacementSite> placed = [.. master.Alive.Select(t => t.Agent.Site)];
                List<PlacementSite> known =
                    [.. placed, .. master.EndedNow.Select(t => t.Agent.Site)];
                Assert.True(
                    constraints.FirstBroken(task.Agent.Site, placed) is null
                    || constraints.FirstBroken(task.Agent.Site, known) is null,
                    $"{task.Name} on {task.Agent.Name}");
            };
            for (int i = 0; i < 20; i++)
            {
                EndSome(master);
                service.Scale(3 + ((seed + i) % 4));
                master.RunFor(60);
            }
        });

    private static void ForSeeds(Action<int, ValueList<PlacementConstraint>> body)
    {
        for (int seed = 0; seed < Seeds * PropertyRunner.Factor; seed++)
        {
            try
            {
                body(seed, Rules[seed % Rules.Length]);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {e.Message}", e);
            }
        }
    }

    private static (FakeMaster Master, ServiceScheduler Service) Start(
        int seed, ValueList<PlacementConstraint> rule)
    {
        ServiceDefinition definition = new("web", 6, Talk.Template("cpus:1;mem:100"))
        {
            Constraints = rule,
        };
        FrameworkProfile profile = Talk.Profile();
        if (seed % 2 == 1)
        {
            profile = profile with
            {
                Description = profile.Description with
                {
                    Capabilities = FrameworkCapabilities.MultiRole,
                },
            };
        }

        ServiceScheduler service = new(profile, definition, new SchedulerOptions());
        FakeMaster master = new(service, seed);
        master.AddAgents(9, "cpus:4;mem:1000", "rack:r#");
        master.Connect();
        return (master, service);
    }

    private static void Disturb(FakeMaster master)
    {
        switch (master.Random.Next(5))
        {
            case 0:
                FakeAgent agent = master.Agents[master.Random.Next(master.Agents.Count)];
                master.Partition(agent, TimeSpan.FromSeconds(master.Random.Next(1, 900)));
                break;
            case 1:
                master.Connect();
                break;
            default:
                EndSome(master);
                break;
        }
    }

    private static void EndSome(FakeMaster master)
    {
        foreach (FakeTask task in master.Running.ToList())
        {
            if (master.Random.Next(4) == 0)
            {
                master.End(task, master.Random.Next(2) == 0 ? TaskState.Failed : TaskState.Killed);
            }
        }
    }
}
