namespace Offers.Core.Tests.Schedulers;

public sealed class GangSchedulerTests
{
    private static (Talk Talk, GangScheduler Gang) Start(params JobDescription[] jobs)
    {
        GangScheduler gang = new(Talk.Profile("g"), new SchedulerOptions { Seed = 5 });
        Talk talk = Talk.Subscribed(gang);
        foreach (JobDescription job in jobs)
        {
            talk.Do(() => gang.Submit(job));
        }

        return (talk, gang);
    }

    private static JobDescription Job(int tasks, string name = "job") =>
        new(name, tasks, Talk.Template("cpus:1;mem:100"));

    [Fact]
    public void Offers_are_gathered_until_all_tasks_fit_and_then_accepted_at_once()
    {
        (Talk talk, GangScheduler gang) = Start(Job(5));
        talk.Offer("a1", "cpus:2;mem:1000");
        talk.Offer("a2", "cpus:2;mem:1000");
        talk.Offer("small", "cpus:0.5;mem:1000");
        talk.Only<DeclineOffers>();
        Assert.Empty(talk.Launched);
        Assert.Equal(2, gang.OpenOffers);
        talk.Offer("a1", "cpus:3;mem:1000");
        Assert.Equal(5, talk.Launched.Count);
        Assert.Equal([2, 1], talk.All<AcceptOffers>().Select(accept => accept.Offers.Count));
        Assert.Equal(0, gang.OpenOffers);
        talk.Only<SuppressOffers>();
    }

    [Fact]
    public void What_is_held_for_too_long_goes_back_and_a_pause_of_chance_follows()
    {
        (Talk talk, GangScheduler gang) = Start(Job(5));
        talk.Offer("a1", "cpus:2;mem:1000");
        talk.Wait(119);
        talk.None<DeclineOffers>();
        talk.Wait(1);
        DeclineOffers decline = talk.Only<DeclineOffers>();
        Assert.InRange(decline.Refusal.TotalSeconds, 10, 20);
        Assert.Equal(decline.Refusal, gang.PausedUntil - talk.Now);
        talk.Only<SuppressOffers>();
        talk.Wait(20);
        talk.Only<ReviveOffers>();
    }

    [Fact]
    public void Only_the_job_at_the_head_gathers()
    {
        (Talk talk, GangScheduler _) = Start(Job(5, "one"), Job(1, "two"));
        talk.Offer("a1", "cpus:4;mem:1000");
        Assert.Empty(talk.Launched);
        talk.Offer("a2", "cpus:4;mem:1000");
        Assert.Equal(5, talk.Launched.Count);
        talk.Offer("a3", "cpus:4;mem:1000");
        Assert.Equal(6, talk.Launched.Count);
    }

    [Theory]
    [InlineData(TaskState.Dropped)]
    [InlineData(TaskState.Lost)]
    [InlineData(TaskState.Error)]
    public void When_a_part_does_not_start_the_rest_is_killed_and_all_is_tried_again(
        TaskState state)
    {
        (Talk talk, GangScheduler gang) = Start(Job(3));
        talk.Offer("a1");
        talk.Update("g.1", TaskState.Running);
        talk.Update("g.2", state);
        Assert.Equal(["g.1", "g.3"], talk.All<KillTask>().Select(kill => kill.Task));
        talk.Update("g.1", TaskState.Killed);
        talk.Wait(5);
        talk.Offer("a1");
        Assert.Equal(3, talk.Launched.Count);
        talk.Update("g.3", TaskState.Killed);
        talk.Wait(5);
        talk.Offer("a1");
        Assert.Equal(6, talk.Launched.Count);
        for (int i = 4; i <= 6; i++)
        {
            talk.Update($"g.{i}", TaskState.Finished);
        }

        Assert.True(gang.IsDone);
        Assert.Equal((3, 2L),
            (gang.StatusOf("job")!.Value.Finished, gang.StatusOf("job")!.Value.Launches));
    }

    [Fact]
    public void What_does_not_start_in_time_is_killed()
    {
        (Talk talk, GangScheduler _) = Start(Job(2));
        talk.Offer("a1");
        talk.Update("g.1", TaskState.Running);
        talk.Wait(299);
        talk.None<KillTask>();
        talk.Wait(1);
        Assert.Equal(["g.1", "g.2"], talk.All<KillTask>().Select(kill => kill.Task));
    }

    [Fact]
    public void A_job_that_fails_too_often_is_given_up()
    {
        (Talk talk, GangScheduler gang) = Start(Job(1) with { Retries = 1 });
        for (int i = 0; i < 2; i++)
        {
            talk.Offer("a1");
            talk.Update(talk.Launched[^1].Name, TaskState.Failed);
            talk.Wait(5);
        }

        Assert.Equal((true, 1), (gang.IsDone, gang.StatusOf("job")!.Value.GivenUp));
    }

    [Fact]
    public void No_part_of_a_job_runs_for_ever_whatever_the_network_does()
    {
        for (int seed = 0; seed < 30 * PropertyRunner.Factor; seed++)
        {
            try
            {
                Run(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {e.Message}", e);
            }
        }
    }

    private static void Run(int seed)
    {
        GangScheduler gang = new(Talk.Profile(), new SchedulerOptions { Seed = (ulong)seed });
        FakeMaster master = new(gang, seed);
        master.AddAgents(4, "cpus:4;mem:1000");
        master.Play = _ => (1, master.Random.Next(20, 90),
            master.Random.Next(12) == 0 ? TaskState.Failed : TaskState.Finished);
        master.Faults = FakeFaults.Many;
        master.Connect();
        gang.Submit(Job(9, "one") with { Retries = 1 });
        gang.Submit(Job(3, "two") with { Retries = 2 });
        for (int i = 0; i < 10; i++)
        {
            FakeAgent agent = master.Agents[master.Random.Next(master.Agents.Count)];
            master.Partition(agent, TimeSpan.FromSeconds(master.Random.Next(1, 600)));
            master.RunFor(60);
        }

        master.Faults = FakeFaults.None;
        master.RunFor(12_000);
        Assert.True(gang.IsDone);
        Assert.Empty(master.Alive);
        Assert.Equal(0, master.OpenOffers);
    }
}
