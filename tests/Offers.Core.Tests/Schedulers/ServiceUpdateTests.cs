namespace Offers.Core.Tests.Schedulers;

public sealed class ServiceUpdateTests
{
    private static readonly TaskTemplate Healthy = Talk.Template() with
    {
        HealthCheck = new TaskCheck(CheckKind.Tcp) { Port = 80 },
    };

    private static readonly ServiceDefinition Old = new("web", 4, Talk.Template());

    private static readonly ServiceDefinition New = Old with
    {
        Task = Healthy,
        Upgrade = new UpgradeStrategy { MaximumOver = 250, MostFailures = 1 },
    };

    private static (Talk Talk, ServiceScheduler Service) Start()
    {
        ServiceScheduler service = new(Talk.Profile(), Old, new SchedulerOptions());
        Talk talk = Talk.Subscribed(service);
        Offer(talk);
        foreach (TaskDescription task in talk.Launched)
        {
            talk.Update(task.Name, TaskState.Running);
        }

        Assert.Equal(ServicePhase.Steady, service.Status.Phase);
        return (talk, service);
    }

    private static void Offer(Talk talk) => talk.Offer("a1", "cpus:40;mem:40000");

    [Fact]
    public void One_over_at_a_time_and_the_next_when_the_last_one_is_healthy()
    {
        (Talk talk, ServiceScheduler service) = Start();
        talk.Do(() => service.Update(New));
        for (int i = 4; i < 8; i++)
        {
            Offer(talk);
            Assert.Equal(i + 1, talk.Launched.Count);
            Assert.Equal(ServicePhase.Updating, service.Status.Phase);
            talk.Update(talk.Launched[i].Name, TaskState.Running);
            talk.None<KillTask>();
            Assert.Equal(ServiceWait.Health, service.Status.WaitsFor);
            talk.Update(talk.Launched[i].Name, TaskState.Running, healthy: false);
            talk.None<KillTask>();
            talk.Update(talk.Launched[i].Name, TaskState.Running, healthy: true);
            string killed = talk.Only<KillTask>().Task;
            Assert.Equal(4, service.Status.Ready);
            talk.Update(killed, TaskState.Killed);
        }

        Assert.Equal((ServicePhase.Steady, 2, 4),
            (service.Status.Phase, service.Status.Version, service.Status.Ready));
        Assert.Single(service.Status.Versions);
    }

    [Fact]
    public void Without_room_ready_ones_are_stopped_first_down_to_the_minimum()
    {
        (Talk talk, ServiceScheduler service) = Start();
        talk.Do(() => service.Update(New with
        {
            Upgrade = new UpgradeStrategy
            {
                MaximumOver = 0,
                MinimumHealthy = 500,
                BatchSize = 3,
            },
        }));
        Assert.Equal(2, talk.All<KillTask>().Count);
        Assert.Equal(2, service.Status.Ready);
    }

    [Fact]
    public void It_goes_back_when_the_new_version_fails_too_often()
    {
        (Talk talk, ServiceScheduler service) = Start();
        talk.Do(() => service.Update(New));
        Offer(talk);
        talk.Update(talk.Launched[^1].Name, TaskState.Failed);
        Assert.Equal((ServicePhase.Updating, 1), (service.Status.Phase, service.Status.Failures));
        talk.Wait(2);
        Offer(talk);
        talk.Update(talk.Launched[^1].Name, TaskState.Failed);
        Assert.Equal((ServicePhase.Steady, 1, 1),
            (service.Status.Phase, service.Status.Version, service.Status.Rollbacks));
        Assert.Equal(4, service.Status.Ready);
    }

    [Fact]
    public void It_goes_back_when_the_new_version_does_not_become_healthy_in_time()
    {
        (Talk talk, ServiceScheduler service) = Start();
        talk.Do(() => service.Update(New));
        Offer(talk);
        talk.Update(talk.Launched[^1].Name, TaskState.Running);
        talk.Wait(599);
        Assert.Equal(ServicePhase.Updating, service.Status.Phase);
        talk.Wait(1);
        Assert.Equal(ServicePhase.RollingBack, service.Status.Phase);
        Assert.Equal(talk.Launched[^1].Name, talk.Only<KillTask>().Task);
        talk.Update(talk.Launched[^1].Name, TaskState.Killed);
        Assert.Equal((ServicePhase.Steady, 1), (service.Status.Phase, service.Status.Version));
    }

    [Fact]
    public void Going_back_starts_old_ones_again_that_were_stopped()
    {
        (Talk talk, ServiceScheduler service) = Start();
        talk.Do(() => service.Update(New));
        Offer(talk);
        talk.Update(talk.Launched[^1].Name, TaskState.Running, healthy: true);
        talk.Update(talk.Only<KillTask>().Task, TaskState.Killed);
        Offer(talk);
        talk.Wait(600);
        Assert.Equal(ServicePhase.RollingBack, service.Status.Phase);
        talk.Update(talk.Launched[^1].Name, TaskState.Killed);
        Offer(talk);
        talk.Update(talk.Launched[^1].Name, TaskState.Running);
        foreach (KillTask kill in talk.All<KillTask>())
        {
            talk.Update(kill.Task, TaskState.Killed);
        }

        Assert.Equal((ServicePhase.Steady, 1, 4),
            (service.Status.Phase, service.Status.Version, service.Status.Ready));
    }

    [Fact]
    public void An_update_in_an_update_goes_back_to_the_last_good_version()
    {
        (Talk talk, ServiceScheduler service) = Start();
        talk.Do(() => service.Update(New));
        talk.Do(() => service.Update(New));
        Assert.Equal(3, service.Status.Version);
        talk.Do(() => service.Scale(5));
        talk.Wait(600);
        Assert.Equal((1, 5), (service.Status.Version, service.Definition.Instances));
    }

    /// <summary>
    /// Every strategy for up to five instances, step by step in the worst order: it ends, and never
    /// goes below or above what it may.
    /// </summary>
    [Fact]
    public void Every_strategy_comes_to_its_end_within_its_bounds()
    {
        for (int wanted = 0; wanted <= 5; wanted++)
        {
            foreach (int least in (int[])[0, 250, 500, 1_000])
            {
                foreach (int over in (int[])[0, 250, 1_000])
                {
                    for (int batch = 1; batch <= 5; batch++)
                    {
                        Walk(wanted, new UpgradeStrategy
                        {
                            BatchSize = batch,
                            MinimumHealthy = least,
                            MaximumOver = over,
                        });
                    }
                }
            }
        }
    }

    private static void Walk(int wanted, UpgradeStrategy strategy)
    {
        int old = wanted, fresh = 0, ready = 0, stopping = 0;
        for (int steps = 0; old + stopping > 0 || ready < wanted; steps++)
        {
            Assert.True(steps < 100, $"{strategy} is stuck at {wanted}: {old} {fresh} {ready}");
            UpgradePlanner.Step step = UpgradePlanner.Next(
                new UpgradePlanner.Counts(wanted, old, fresh, ready, old, stopping), strategy);
            int stopped = Math.Min(step.Stop, step.StopReady);
            (fresh, old, stopping) = (fresh + step.Create, old - stopped, stopping + stopped);
            Assert.True(old + ready >= strategy.LeastReady(wanted), $"{strategy} stops too many");
            Assert.True(old + fresh + stopping <= strategy.MostTasks(wanted), $"{strategy}");
            (ready, stopping) = step.Create > 0 || stopping == 0
                ? (Math.Min(fresh, ready + 1), stopping)
                : (ready, stopping - 1);
        }

        Assert.Equal(wanted, fresh);
    }
}
