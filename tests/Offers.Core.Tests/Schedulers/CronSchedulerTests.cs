namespace Offers.Core.Tests.Schedulers;

public sealed class CronSchedulerTests
{
    // Talk begins at second 1 000, which is minute 16 and 40 seconds: the next minutes are at
    // 20 s, 80 s and so on from there.
    private static readonly CronEntry Every = new(
        "entry", CronExpression.Parse("* * * * *"), Talk.Template("cpus:1;mem:100"));

    private static (Talk Talk, CronScheduler Cron) Start(CronEntry entry)
    {
        CronScheduler cron = new(Talk.Profile("c"), [entry], new SchedulerOptions());
        return (Talk.Subscribed(cron), cron);
    }

    [Fact]
    public void A_run_starts_when_it_is_due_and_not_before()
    {
        (Talk talk, CronScheduler cron) = Start(Every);
        talk.Only<SuppressOffers>();
        talk.Wait(19);
        talk.None<ReviveOffers>();
        talk.Wait(1);
        talk.Only<ReviveOffers>();
        talk.Offer("a1");
        Assert.Single(talk.Launched);
        talk.Update("c.1", TaskState.Finished);
        CronStatus status = cron.StatusOf("entry")!.Value;
        Assert.Equal((1, 0, 0), (status.Succeeded, status.Running, status.Waiting));
        Assert.Equal(60, (status.Next - talk.Now).TotalSeconds);
        Assert.Null(cron.StatusOf("other"));
    }

    [Fact]
    public void With_cancel_new_a_run_is_left_out_while_the_last_one_is_not_over()
    {
        (Talk talk, CronScheduler cron) = Start(Every);
        talk.Wait(20);
        talk.Offer("a1");
        talk.Wait(60);
        talk.Offer("a1");
        Assert.Single(talk.Launched);
        Assert.Equal(1, cron.StatusOf("entry")!.Value.Cancelled);
    }

    [Fact]
    public void With_kill_existing_the_new_run_starts_when_the_last_one_has_ended()
    {
        (Talk talk, CronScheduler cron) = Start(Every with { Overlap = CronOverlap.KillExisting });
        talk.Wait(20);
        talk.Offer("a1");
        talk.Update("c.1", TaskState.Running);
        talk.Wait(60);
        Assert.Equal("c.1", talk.Only<KillTask>().Task);
        talk.Offer("a1");
        Assert.Single(talk.Launched);
        talk.Update("c.1", TaskState.Killed);
        talk.Only<ReviveOffers>();
        talk.Offer("a1");
        Assert.Equal(2, talk.Launched.Count);
        Assert.Equal(1, cron.StatusOf("entry")!.Value.Replaced);
    }

    [Fact]
    public void With_allow_both_run()
    {
        (Talk talk, CronScheduler cron) = Start(Every with { Overlap = CronOverlap.Allow });
        talk.Wait(20);
        talk.Offer("a1");
        talk.Wait(60);
        talk.Offer("a1");
        Assert.Equal(2, cron.StatusOf("entry")!.Value.Running);
    }

    [Fact]
    public void Of_late_runs_only_the_last_starts_and_only_within_the_deadline()
    {
        (Talk talk, CronScheduler cron) = Start(Every with
        {
            StartingDeadline = TimeSpan.FromSeconds(30),
        });
        talk.Say(new CallRefused(ClusterStatus.FrameworkDisconnected));
        talk.Wait(145);
        talk.Say(new FrameworkSubscribed());
        CronStatus status = cron.StatusOf("entry")!.Value;
        Assert.Equal((2, 1), (status.Missed, status.Waiting));
        talk.Wait(30);
        status = cron.StatusOf("entry")!.Value;
        Assert.Equal((3, 0), (status.Missed, status.Waiting));
        talk.Offer("a1");
        Assert.Empty(talk.Launched);
    }

    [Fact]
    public void A_run_that_failed_is_tried_again_so_often()
    {
        (Talk talk, CronScheduler cron) = Start(Every with { Retries = 1 });
        talk.Wait(20);
        talk.Offer("a1");
        talk.Update("c.1", TaskState.Failed);
        talk.Wait(1);
        talk.Offer("a1");
        talk.Update("c.2", TaskState.Failed);
        Assert.Equal(1, cron.StatusOf("entry")!.Value.Failed);
    }

    [Fact]
    public void A_run_out_of_contact_is_replaced_and_killed_when_it_is_back()
    {
        (Talk talk, CronScheduler _) = Start(Every);
        talk.Wait(20);
        talk.Offer("a1");
        talk.Update("c.1", TaskState.Unreachable);
        talk.Wait(300);
        talk.Offer("a2");
        Assert.Equal(2, talk.Launched.Count);
        talk.Update("c.1", TaskState.Running);
        Assert.Equal("c.1", talk.Only<KillTask>().Task);
        talk.Update("c.2", TaskState.Finished, agent: "a2");
    }

    [Fact]
    public void Entries_of_one_name_are_refused() => Assert.Throws<ArgumentException>(
        () => new CronScheduler(Talk.Profile(), [Every, Every], new SchedulerOptions()));
}
