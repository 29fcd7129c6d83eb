namespace Offers.Core.Tests.Schedulers;

/// <summary>What every demo scheduler does, shown on a service and on a gang.</summary>
public sealed class SchedulerMannersTests
{
    private static ServiceScheduler Service(int instances = 1) => new(
        Talk.Profile(), new ServiceDefinition("web", instances, Talk.Template()),
        new SchedulerOptions());

    [Fact]
    public void A_subscription_that_nobody_answers_is_asked_for_again_later_and_later()
    {
        Talk talk = new(Service());
        talk.Connect();
        Assert.Equal(1, talk.Only<Subscribe>().Connection);
        Assert.False(talk.Only<Subscribe>().Force);
        foreach (int seconds in (int[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            talk.Wait(seconds - 0.1);
            talk.None<Subscribe>();
            talk.Wait(0.1);
            talk.Only<Subscribe>();
        }
    }

    [Fact]
    public void A_refused_subscription_is_tried_again_and_a_removed_framework_never()
    {
        Talk talk = new(Service());
        talk.Connect();
        talk.Say(new CallRefused(ClusterStatus.FrameworkConnected));
        talk.Wait(1);
        talk.Only<Subscribe>();
        talk.Say(new CallRefused(ClusterStatus.FrameworkRemoved));
        Assert.Equal(Timestamp.Never, talk.Scheduler.NextDeadline);
        talk.Wait(100);
        Assert.Empty(talk.Calls);
        Assert.True(((SchedulerBase)talk.Scheduler).IsOver);
    }

    [Fact]
    public void A_later_connection_takes_the_place_of_its_own()
    {
        Talk talk = Talk.Subscribed(Service());
        talk.Connect(2);
        Assert.True(talk.Only<Subscribe>().Force);
    }

    [Fact]
    public void A_framework_that_the_master_does_not_know_subscribes_again()
    {
        Talk talk = Talk.Subscribed(Service());
        talk.Say(new CallRefused(ClusterStatus.UnknownFramework));
        talk.Wait(1);
        talk.Only<Subscribe>();
    }

    [Fact]
    public void Every_update_with_an_id_is_acknowledged_a_double_and_an_unknown_one_too()
    {
        Talk talk = Talk.Subscribed(Service());
        talk.Offer("a1");
        TaskUpdated update = new(talk.Launched[0].Name, TaskState.Running)
        {
            Agent = "a1",
            Update = new UpdateId(7, 7),
        };
        for (int i = 0; i < 2; i++)
        {
            talk.Say(update);
            AcknowledgeUpdate call = talk.Only<AcknowledgeUpdate>();
            Assert.Equal(("a1", update.Task, update.Update), (call.Agent, call.Task, call.Update));
        }

        talk.Say(update with { Task = "other" });
        talk.Only<AcknowledgeUpdate>();
        talk.Say(update with { Update = UpdateId.None });
        talk.None<AcknowledgeUpdate>();
    }

    [Fact]
    public void An_operation_with_an_id_is_acknowledged_and_an_inverse_offer_is_answered()
    {
        Talk talk = Talk.Subscribed(Service());
        talk.Say(new OperationUpdated("o", OperationState.Finished) { Update = new UpdateId(1, 1) });
        talk.Only<AcknowledgeOperation>();
        talk.Say(new InverseOfferReceived(new OfferKey(1, 9), "a1", Timestamp.Never));
        talk.Only<AnswerInverseOffers>();
    }

    [Fact]
    public void After_a_subscription_all_open_tasks_are_asked_for_and_silence_is_asked_again()
    {
        Talk talk = Talk.Subscribed(Service(2));
        talk.None<ReconcileTasks>();
        talk.Offer("a1");
        talk.Update(talk.Launched[0].Name, TaskState.Running);
        talk.Connect(2);
        talk.Say(new FrameworkSubscribed());
        Assert.Equal(2, talk.Only<ReconcileTasks>().Tasks.Count);
        talk.Update(talk.Launched[0].Name, TaskState.Running, reason: TaskReason.Reconciliation);
        foreach (int seconds in (int[])[10, 20, 40, 80, 160])
        {
            talk.Wait(seconds - 1);
            talk.None<ReconcileTasks>();
            talk.Wait(1);
            TaskQuery query = talk.All<ReconcileTasks>().SelectMany(call => call.Tasks)
                .First(task => task.Task == talk.Launched[1].Name);
            Assert.Equal("a1", query.Agent);
        }
    }

    [Fact]
    public void A_task_that_was_heard_of_is_asked_for_every_ten_minutes()
    {
        Talk talk = Talk.Subscribed(Service());
        talk.Offer("a1");
        talk.Update(talk.Launched[0].Name, TaskState.Running);
        talk.Wait(599);
        talk.None<ReconcileTasks>();
        talk.Wait(1);
        talk.Only<ReconcileTasks>();
    }

    [Fact]
    public void Every_hour_the_master_is_asked_for_tasks_that_nobody_knows()
    {
        Talk talk = Talk.Subscribed(Service(0));
        talk.Wait(3_600);
        Assert.Empty(talk.Only<ReconcileTasks>().Tasks);
    }

    [Fact]
    public void A_strange_task_is_killed_and_late_words_of_an_ended_one_are_not()
    {
        Talk talk = Talk.Subscribed(Service());
        talk.Update("strange", TaskState.Running);
        Assert.Equal("strange", talk.Only<KillTask>().Task);
        talk.Update("strange", TaskState.Killed);
        talk.None<KillTask>();
        talk.Offer("a1");
        string task = talk.Launched[0].Name;
        talk.Update(task, TaskState.Failed);
        talk.Update(task, TaskState.Running);
        talk.None<KillTask>();
        Assert.Equal(0, ((ServiceScheduler)talk.Scheduler).Status.Ready);
    }

    [Fact]
    public void A_kill_is_repeated_until_it_has_worked()
    {
        ServiceScheduler service = Service();
        Talk talk = Talk.Subscribed(service);
        talk.Offer("a1");
        string task = talk.Launched[0].Name;
        talk.Update(task, TaskState.Running);
        talk.Do(() => service.Scale(0));
        talk.Only<KillTask>();
        talk.Wait(9);
        talk.None<KillTask>();
        talk.Wait(1);
        talk.Only<KillTask>();
        talk.Wait(20);
        talk.Only<KillTask>();
        talk.Update(task, TaskState.Killed);
        talk.Wait(1_000);
        talk.None<KillTask>();
    }

    [Fact]
    public void Names_are_the_frameworks_and_a_number_that_only_grows()
    {
        ServiceScheduler service = new(
            Talk.Profile("f"), new ServiceDefinition("web", 2, Talk.Template()),
            new SchedulerOptions { FirstTask = 41 });
        Talk talk = Talk.Subscribed(service);
        talk.Offer("a1");
        Assert.Equal(["f.41", "f.42"], talk.Launched.Select(task => task.Name));
        talk.Update("f.41", TaskState.Killed);
        talk.Offer("a2");
        Assert.Equal("f.43", talk.Launched[^1].Name);
    }

    [Fact]
    public void With_nothing_to_do_it_suppresses_and_with_something_it_revives()
    {
        ServiceScheduler service = Service();
        Talk talk = Talk.Subscribed(service);
        talk.Only<ReviveOffers>();
        talk.Offer("a1");
        talk.Only<SuppressOffers>();
        talk.Update(talk.Launched[0].Name, TaskState.Running);
        talk.None<SuppressOffers>();
        talk.Do(() => service.Scale(2));
        talk.Only<ReviveOffers>();
    }

    [Fact]
    public void After_a_rate_limit_it_says_again_what_it_wants()
    {
        Talk talk = Talk.Subscribed(Service());
        OfferKey offer = talk.Offer("a1");
        talk.Say(new CallRefused(ClusterStatus.RateLimited));
        talk.Wait(1);
        Assert.Contains(offer, talk.Only<DeclineOffers>().Offers);
        talk.Only<SuppressOffers>();
    }

    [Fact]
    public void When_no_offer_comes_for_long_it_subscribes_anew()
    {
        Talk talk = Talk.Subscribed(Service());
        talk.Wait(599);
        talk.None<Subscribe>();
        talk.Wait(1);
        Assert.Equal(1, talk.Only<Subscribe>().Connection);
    }

    [Fact]
    public void An_offer_is_void_once_it_is_rescinded_its_agent_fails_or_the_connection_breaks()
    {
        GangScheduler gang = new(Talk.Profile(), new SchedulerOptions());
        Talk talk = Talk.Subscribed(gang);
        talk.Do(() => gang.Submit(new JobDescription("job", 100, Talk.Template())));
        OfferKey key = talk.Offer("a1");
        Assert.Equal(1, gang.OpenOffers);
        talk.Say(new OfferRescinded(key, RescindReason.TimedOut));
        Assert.Equal(0, gang.OpenOffers);
        talk.Offer("a2");
        talk.Say(new AgentFailed("a2"));
        Assert.Equal(0, gang.OpenOffers);
        key = talk.Offer("a3");
        talk.Say(new OfferConflicted(key, ResourceSet.Empty));
        Assert.Equal(0, gang.OpenOffers);
        talk.Offer("a4");
        talk.Connect(2);
        Assert.Equal(0, gang.OpenOffers);
    }

    [Fact]
    public void A_double_offer_and_one_that_comes_after_its_end_are_passed_over()
    {
        Talk talk = Talk.Subscribed(Service(2));
        OfferReceived offer = new(new OfferKey(3, 3), "a1", "role", Talk.Resources("cpus:1;mem:100"))
        {
            Hostname = "h",
        };
        talk.Say(offer);
        talk.Say(offer);
        Assert.Single(talk.Launched);
        talk.Say(new OfferRescinded(new OfferKey(3, 4), RescindReason.Requested));
        talk.Say(offer with { Offer = new OfferKey(3, 4) });
        Assert.Single(talk.Launched);
    }

    [Fact]
    public void An_offer_that_overtakes_the_subscription_is_kept()
    {
        Talk talk = new(Service());
        talk.Connect();
        talk.Offer("a1");
        Assert.Empty(talk.Launched);
        talk.Say(new FrameworkSubscribed());
        Assert.Single(talk.Launched);
    }

    [Fact]
    public void Reserved_resources_are_used_first_and_ports_are_named_in_the_environment()
    {
        ServiceScheduler service = new(
            Talk.Profile(), new ServiceDefinition("web", 1, Talk.Template() with { Ports = 2 }),
            new SchedulerOptions());
        Talk talk = Talk.Subscribed(service);
        talk.Offer("a1", "cpus:4;cpus(role):0.5;mem:4096;cpus{REV}:9;ports:[31000-31000,31005-31009]");
        TaskDescription task = Assert.Single(talk.Launched);
        Assert.Equal(
            Talk.Resources("cpus(role):0.5;cpus:0.5;mem:100;ports:[31000-31000,31005-31005]"),
            task.Resources);
        Assert.Equal(["PORT0=31000", "PORT1=31005"], task.Command!.Environment);
    }

    [Fact]
    public void Offers_of_another_schema_are_understood_by_name()
    {
        ResourceSchema other = new();
        other.Add("mem", "MiB");
        other.Add("cpus", "cpu");
        Talk talk = Talk.Subscribed(Service());
        talk.Say(new OfferReceived(
            new OfferKey(1, 1), "a1", "role", ResourceSet.Parse(other, "cpus:2;mem:200"))
        {
            Hostname = "h",
        });
        Assert.Equal("cpus:1;mem:100", Assert.Single(talk.Launched).Resources.ToString());
    }

    [Fact]
    public void A_duration_is_a_label_that_can_be_read_back()
    {
        TaskDescription task = new("t", "a", Talk.Resources("cpus:1"))
        {
            Labels = ["x=1", "duration=ms", DurationLabel.Of(TimeSpan.FromSeconds(1.5))],
        };
        Assert.True(DurationLabel.TryFind(task, out TimeSpan duration));
        Assert.Equal(1.5, duration.TotalSeconds);
        Assert.False(DurationLabel.TryFind(task with { Labels = [] }, out _));
    }
}
