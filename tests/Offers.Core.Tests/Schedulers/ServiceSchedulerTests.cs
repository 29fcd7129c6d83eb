namespace Offers.Core.Tests.Schedulers;

public sealed class ServiceSchedulerTests
{
    private static readonly ServiceDefinition Web = new("web", 2, Talk.Template());

    private static (Talk Talk, ServiceScheduler Service) Start(ServiceDefinition definition)
    {
        ServiceScheduler service = new(Talk.Profile(), definition, new SchedulerOptions());
        return (Talk.Subscribed(service), service);
    }

    /// <summary>Offers until everything that waits is launched, and says that it runs.</summary>
    private static void Run(Talk talk, ServiceScheduler service, bool? healthy = null)
    {
        int known = talk.Launched.Count;
        talk.Offer("a1", "cpus:40;mem:40000");
        for (int i = known; i < talk.Launched.Count; i++)
        {
            talk.Update(talk.Launched[i].Name, TaskState.Running, healthy);
        }

        Assert.Equal(0, service.Status.Versions.Sum(version => version.Waiting));
    }

    [Fact]
    public void All_instances_start_and_then_it_is_steady()
    {
        (Talk talk, ServiceScheduler service) = Start(Web);
        Assert.Equal(ServiceWait.Offers, service.Status.WaitsFor);
        talk.Offer("a1");
        Assert.Equal(2, talk.Launched.Count);
        Assert.Equal(ServiceWait.Start, service.Status.WaitsFor);
        Assert.Equal(ServicePhase.Converging, service.Status.Phase);
        talk.Update(talk.Launched[0].Name, TaskState.Running);
        talk.Update(talk.Launched[1].Name, TaskState.Running);
        Assert.Equal((ServicePhase.Steady, ServiceWait.Nothing, 2),
            (service.Status.Phase, service.Status.WaitsFor, service.Status.Ready));
    }

    [Fact]
    public void What_fails_starts_again_after_a_wait_that_doubles_up_to_a_bound()
    {
        (Talk talk, ServiceScheduler service) = Start(Web with
        {
            Instances = 1,
            Restart = new RestartBackoff { Most = TimeSpan.FromSeconds(5) },
        });
        foreach (int seconds in (int[])[1, 2, 4, 5, 5])
        {
            Run(talk, service);
            int launched = talk.Launched.Count;
            talk.Update(talk.Launched[^1].Name, TaskState.Failed);
            Assert.Equal(ServiceWait.BackOff, service.Status.WaitsFor);
            talk.Wait(seconds - 0.5);
            talk.Offer("a1");
            Assert.Equal(launched, talk.Launched.Count);
            Assert.Equal(0.5, talk.Only<DeclineOffers>().Refusal.TotalSeconds);
            talk.Wait(0.5);
        }
    }

    [Fact]
    public void After_running_for_long_a_failure_counts_as_the_first()
    {
        (Talk talk, ServiceScheduler service) = Start(Web with { Instances = 1 });
        for (int i = 0; i < 3; i++)
        {
            Run(talk, service);
            talk.Update(talk.Launched[^1].Name, TaskState.Failed);
            talk.Wait(4);
        }

        Run(talk, service);
        talk.Wait(600);
        talk.Update(talk.Launched[^1].Name, TaskState.Failed);
        talk.Wait(1);
        Run(talk, service);
        Assert.Equal(1, service.Status.Ready);
    }

    [Theory]
    [InlineData(TaskState.Killed)]
    [InlineData(TaskState.Dropped)]
    [InlineData(TaskState.Lost)]
    [InlineData(TaskState.Gone)]
    [InlineData(TaskState.GoneByOperator)]
    public void What_others_ended_starts_again_at_once(TaskState state)
    {
        (Talk talk, ServiceScheduler service) = Start(Web);
        Run(talk, service);
        talk.Update(talk.Launched[0].Name, state);
        Run(talk, service);
        Assert.Equal((2, 3), (service.Status.Ready, talk.Launched.Count));
    }

    [Fact]
    public void A_task_out_of_contact_is_replaced_after_a_while_and_killed_when_it_is_back()
    {
        (Talk talk, ServiceScheduler service) = Start(Web);
        Run(talk, service);
        string away = talk.Launched[0].Name;
        talk.Update(away, TaskState.Unreachable);
        Assert.Equal(ServiceWait.Agents, service.Status.WaitsFor);
        talk.Wait(299);
        Assert.Equal(0, service.Status.Versions[0].Waiting);
        talk.Wait(1);
        Run(talk, service);
        Assert.Equal(ServicePhase.Steady, service.Status.Phase);
        talk.Update(away, TaskState.Running, reason: TaskReason.AgentReregistered);
        Assert.Equal(away, talk.Only<KillTask>().Task);
        Assert.Equal(2, service.Status.Ready);
    }

    [Fact]
    public void A_task_that_is_back_in_time_goes_on()
    {
        (Talk talk, ServiceScheduler service) = Start(Web);
        Run(talk, service);
        talk.Update(talk.Launched[0].Name, TaskState.Unreachable);
        talk.Wait(299);
        talk.Update(talk.Launched[0].Name, TaskState.Running);
        talk.Wait(1_000);
        Assert.Equal((2, 2), (service.Status.Ready, talk.Launched.Count));
        Assert.Empty(talk.All<KillTask>());
    }

    [Fact]
    public void A_lost_task_that_is_back_fills_its_place_or_is_killed()
    {
        (Talk talk, ServiceScheduler service) = Start(Web);
        Run(talk, service);
        string lost = talk.Launched[0].Name;
        talk.Update(lost, TaskState.Lost);
        Assert.Equal(1, service.Status.Versions[0].Waiting);
        talk.Update(lost, TaskState.Running);
        Assert.Equal(2, service.Status.Ready);
        talk.Update(lost, TaskState.Lost);
        Run(talk, service);
        talk.Update(lost, TaskState.Running);
        Assert.Equal(lost, talk.Only<KillTask>().Task);
    }

    [Fact]
    public void It_scales_up_and_down_with_the_grace_of_its_tasks()
    {
        (Talk talk, ServiceScheduler service) = Start(Web with
        {
            Task = Talk.Template() with { KillGrace = TimeSpan.FromSeconds(7) },
        });
        Run(talk, service);
        talk.Do(() => service.Scale(4));
        Run(talk, service);
        Assert.Equal(4, service.Status.Ready);
        talk.Do(() => service.Scale(1));
        Assert.Equal(["web.4", "web.3", "web.2"], talk.All<KillTask>().Select(kill => kill.Task));
        Assert.All(talk.All<KillTask>(), kill => Assert.Equal(7, kill.Grace!.Value.TotalSeconds));
        Assert.Equal(ServiceWait.Kill, service.Status.WaitsFor);
    }

    [Fact]
    public void Scaling_down_takes_from_the_fullest_group_and_what_is_not_ready_first()
    {
        (Talk talk, ServiceScheduler service) = Start(Web with
        {
            Instances = 3,
            Constraints = [PlacementConstraint.GroupBy("rack", 2)],
        });
        foreach (string rack in (string[])["r1", "r2", "r1"])
        {
            talk.Offer("a1", "cpus:1;mem:100", $"rack:{rack}");
            talk.Update(talk.Launched[^1].Name, TaskState.Running);
        }

        talk.Do(() => service.Scale(2));
        Assert.Equal("web.3", talk.Only<KillTask>().Task);
        talk.Update("web.3", TaskState.Killed);
        talk.Update("web.1", TaskState.Unreachable);
        talk.Do(() => service.Scale(1));
        Assert.Equal(1, service.Status.Ready);
        talk.None<KillTask>();
        talk.Update("web.1", TaskState.Running);
        Assert.Equal("web.1", talk.Only<KillTask>().Task);
    }

    [Fact]
    public void It_says_why_it_gave_offers_back()
    {
        (Talk talk, ServiceScheduler service) = Start(Web with
        {
            Constraints = [PlacementConstraint.Like("rack", "r[12]")],
        });
        talk.Offer("a1", attributes: "rack:r9");
        talk.Offer("a2", attributes: "rack:r9");
        talk.Offer("a3", "cpus:4;mem:1", attributes: "rack:r1");
        Assert.Equal(
            [
                new OfferRefusalCount(OfferRefusalReason.Constraint, "rack LIKE r[12]", 2),
                new OfferRefusalCount(OfferRefusalReason.TooLittle, "mem", 1),
            ],
            service.Status.Refusals);
        talk.Offer("a4", attributes: "rack:r1");
        Assert.Empty(service.Status.Refusals);
    }

    [Fact]
    public void A_definition_that_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Start(Web with { Instances = -1 }));
        Assert.Throws<ArgumentException>(() => Start(Web with
        {
            Restart = new RestartBackoff { FactorThousandths = 1_000 },
        }));
        Assert.Throws<ArgumentException>(() => Start(Web with
        {
            Upgrade = new UpgradeStrategy { BatchSize = 0 },
        }));
        Assert.Throws<ArgumentException>(() => Start(Web with
        {
            Constraints = [PlacementConstraint.Like("rack", "(")],
        }));
        Assert.Throws<ArgumentException>(() => Start(Web with
        {
            Task = new TaskTemplate(ResourceSet.Empty),
        }));
    }

    [Fact]
    public void The_wait_after_failures_is_exact()
    {
        RestartBackoff backoff = new() { FactorThousandths = 1_150 };
        Assert.Equal(1_000, backoff.After(1).TotalMilliseconds);
        Assert.Equal(1_150, backoff.After(2).TotalMilliseconds);
        Assert.Equal(1_322.5, backoff.After(3).TotalMilliseconds);
        Assert.Equal(300, backoff.After(1_000).TotalSeconds);
    }
}
