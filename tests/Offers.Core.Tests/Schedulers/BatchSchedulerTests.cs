namespace Offers.Core.Tests.Schedulers;

public sealed class BatchSchedulerTests
{
    private static (Talk Talk, BatchScheduler Batch) Start(params JobDescription[] jobs)
    {
        BatchScheduler batch = new(Talk.Profile("b"), new SchedulerOptions());
        Talk talk = Talk.Subscribed(batch);
        foreach (JobDescription job in jobs)
        {
            talk.Do(() => batch.Submit(job));
        }

        return (talk, batch);
    }

    private static JobDescription Job(int tasks, string name = "job", string size = "cpus:1;mem:100") =>
        new(name, tasks, Talk.Template(size) with { Duration = TimeSpan.FromSeconds(5) });

    [Fact]
    public void An_offer_is_filled_with_tasks_of_several_jobs_in_their_order()
    {
        (Talk talk, BatchScheduler batch) = Start(
            Job(2, "one", "cpus:3;mem:10"), Job(9, "two"));
        talk.Offer("a1", "cpus:8;mem:4096");
        Assert.Equal(["cpus:3;mem:10", "cpus:3;mem:10", "cpus:1;mem:100", "cpus:1;mem:100"],
            talk.Launched.Select(task => task.Resources.ToString()));
        Assert.All(talk.Launched, task => Assert.True(DurationLabel.TryFind(task, out _)));
        Assert.Equal((7, 2), (batch.StatusOf("two")!.Value.Waiting, batch.StatusOf("two")!.Value.Running));
    }

    [Fact]
    public void Tasks_that_share_a_container_are_groups_of_one_in_one_executor()
    {
        JobDescription job = Job(2);
        (Talk talk, BatchScheduler _) = Start(
            job with
            {
                Task = job.Task with
                {
                    SharedExecutor = new ExecutorDescription(
                        "shared", ResourceSet.Parse(Talk.Schema, "cpus:0.1;mem:32"))
                    {
                        Kind = ExecutorKind.Default,
                    },
                },
            }, Job(1, "alone"));
        talk.Offer("a9", "cpus:1;mem:4096");
        Assert.Equal("b.1",
            Assert.Single(Assert.IsType<LaunchTasks>(
                Assert.Single(talk.Only<AcceptOffers>().Operations)).Tasks).Name);
        talk.Offer("a1", "cpus:2.1;mem:4096");
        LaunchGroup[] groups = [.. talk.Only<AcceptOffers>().Operations.Cast<LaunchGroup>()];
        Assert.Equal(["b.2", "b.3"], groups.Select(group => Assert.Single(group.Tasks).Name));
        Assert.All(groups, group => Assert.Equal(
            ("shared", ExecutorKind.Default, "cpus:0.1;mem:32"),
            (group.Executor.Name, group.Executor.Kind, group.Executor.Resources.ToString())));
    }

    [Fact]
    public void It_suppresses_without_jobs_and_is_done_when_all_have_ended()
    {
        (Talk talk, BatchScheduler batch) = Start();
        talk.Say(new FrameworkSubscribed());
        talk.Only<SuppressOffers>();
        Assert.True(batch.IsDone);
        talk.Do(() => batch.Submit(Job(1)));
        talk.Only<ReviveOffers>();
        talk.Offer("a1");
        talk.Only<SuppressOffers>();
        Assert.False(batch.IsDone);
        talk.Update("b.1", TaskState.Finished);
        Assert.True(batch.IsDone);
        Assert.Equal(1, batch.StatusOf("job")!.Value.Finished);
        Assert.Null(batch.StatusOf("other"));
    }

    [Fact]
    public void Preferred_agents_are_waited_for_and_then_any_is_taken()
    {
        (Talk talk, BatchScheduler _) = Start(Job(3) with
        {
            PreferredAgents = ["a1", "a2.host"],
            LocalityWait = TimeSpan.FromSeconds(10),
        });
        talk.Offer("a9", "cpus:1;mem:100");
        Assert.Empty(talk.Launched);
        Assert.Equal(10, talk.Only<DeclineOffers>().Refusal.TotalSeconds);
        talk.Wait(8);
        talk.Offer("a2", "cpus:1;mem:100");
        Assert.Single(talk.Launched);
        talk.Wait(9);
        talk.Offer("a9", "cpus:1;mem:100");
        Assert.Single(talk.Launched);
        talk.Wait(1);
        talk.Only<ReviveOffers>();
        talk.Offer("a9", "cpus:1;mem:100");
        Assert.Equal(2, talk.Launched.Count);
    }

    [Fact]
    public void What_fails_is_tried_again_so_often_and_what_others_end_for_ever()
    {
        (Talk talk, BatchScheduler batch) = Start(Job(1) with { Retries = 1 });
        for (int i = 0; i < 5; i++)
        {
            talk.Offer("a1");
            talk.Update(talk.Launched[^1].Name, TaskState.Lost);
        }

        talk.Offer("a1");
        talk.Update(talk.Launched[^1].Name, TaskState.Failed);
        talk.Wait(1);
        talk.Offer("a1");
        Assert.Equal(7, talk.Launched.Count);
        talk.Update(talk.Launched[^1].Name, TaskState.Error);
        Assert.Equal((1, true, 7L), (batch.StatusOf("job")!.Value.GivenUp, batch.IsDone,
            batch.StatusOf("job")!.Value.Launches));
    }

    [Fact]
    public void A_lost_attempt_that_succeeds_counts_and_the_other_one_is_killed()
    {
        (Talk talk, BatchScheduler batch) = Start(Job(1));
        talk.Offer("a1");
        talk.Update("b.1", TaskState.Lost);
        talk.Offer("a2");
        talk.Update("b.1", TaskState.Finished);
        Assert.Equal("b.2", talk.Only<KillTask>().Task);
        talk.Update("b.2", TaskState.Finished, agent: "a2");
        Assert.Equal(1, batch.StatusOf("job")!.Value.Finished);
    }

    [Fact]
    public void A_task_out_of_contact_is_replaced_and_killed_when_it_is_back()
    {
        (Talk talk, BatchScheduler _) = Start(Job(1));
        talk.Offer("a1");
        talk.Update("b.1", TaskState.Unreachable);
        talk.Wait(300);
        talk.Offer("a2");
        talk.Update("b.1", TaskState.Running);
        Assert.Equal("b.1", talk.Only<KillTask>().Task);
    }

    [Fact]
    public void Jobs_that_cannot_be_are_refused()
    {
        (Talk _, BatchScheduler batch) = Start(Job(1));
        Assert.Throws<ArgumentException>(() => batch.Submit(Job(1)));
        Assert.Throws<ArgumentException>(() => batch.Submit(Job(0, "none")));
    }
}
