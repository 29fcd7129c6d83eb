namespace Offers.Core.Tests.Masters;

/// <summary>The same idle resources to several frameworks: the first to use them wins.</summary>
public sealed class OptimisticOfferTests
{
    private static MasterScene TwoAtOnce(InitOptions? allocator = null)
    {
        MasterScene scene = new(new ClusterOptions
        {
            OptimisticOffers = true,
            Allocator = allocator ?? new InitOptions(),
        });
        return scene.Agent("a1", "cpus:4;mem:4096").Framework("f1", "r1").Framework("f2", "r2")
            .Settle();
    }

    [Fact]
    public void All_frameworks_are_offered_the_same()
    {
        MasterScene scene = TwoAtOnce();
        Assert.Equal("cpus:4;mem:4096", scene.OfferedTo("f1"));
        Assert.Equal("cpus:4;mem:4096", scene.OfferedTo("f2"));
        Assert.Equal(
            scene.Set("cpus:4;mem:4096").Plain, scene.Cluster.Allocator.FreeOn(Agent(scene)));
    }

    [Fact]
    public void An_open_offer_is_not_made_again()
    {
        MasterScene scene = TwoAtOnce().Forget().Advance(10);
        Assert.Empty(scene.ToldOf(MessageKind.Offered));
    }

    [Fact]
    public void The_first_commit_wins_and_the_loser_hears_what_remains()
    {
        MasterScene scene = TwoAtOnce();
        OfferReceived first = scene.OfferTo("f1");
        OfferReceived second = scene.OfferTo("f2");
        scene.Accept("f1", first, new LaunchTasks([scene.Task("t1", "a1", "cpus:3;mem:1024")]));
        scene.Forget();
        scene.Accept("f2", second, new LaunchTasks([
            scene.Task("t1", "a1", "cpus:2;mem:1024"), scene.Task("t2", "a1", "cpus:1;mem:1024")]));
        Assert.Equal(
            [
                "OfferConflicted f2 a1 1-2", "TaskUpdated f2 a1 t1 Lost InvalidOffers",
                "Launch f2 a1 t2",
            ],
            scene.Told);
        Assert.Equal("cpus:1;mem:3072", scene.Messages[0].Body!.ToString());
    }

    [Fact]
    public void With_nothing_left_everything_is_dropped()
    {
        MasterScene scene = TwoAtOnce();
        OfferReceived second = scene.OfferTo("f2");
        scene.Launch("f1", "t1", "cpus:4;mem:4096").Forget();
        scene.Accept("f2", second, new LaunchTasks([scene.Task("t1", "a1", "cpus:1;mem:64")]));
        Assert.Equal(["OfferConflicted f2 a1 1-2", "TaskUpdated f2 a1 t1 Lost InvalidOffers"],
            scene.Told);
        Assert.Equal("", scene.Messages[0].Body!.ToString());
    }

    [Fact]
    public void A_decline_hides_what_was_declined_and_an_accept_does_not()
    {
        MasterScene scene = TwoAtOnce();
        scene.Do(new DeclineOffers("f1", [scene.OfferTo("f1").Offer])
        {
            Refusal = TimeSpan.FromSeconds(60),
        });
        scene.Launch("f2", "t1", "cpus:1;mem:1024").Forget().Advance(10);
        Assert.Equal("", scene.OfferedTo("f1"));
        Assert.Equal("cpus:3;mem:3072", scene.OfferedTo("f2"));
        scene.Forget().Advance(60);
        Assert.Equal("cpus:3;mem:3072", scene.OfferedTo("f1"));
    }

    [Fact]
    public void Offers_time_out_and_are_made_again()
    {
        MasterScene scene = TwoAtOnce(new InitOptions { OfferTimeout = TimeSpan.FromSeconds(30) });
        scene.Forget().Advance(30);
        Assert.Equal(["Rescinded f1 a1 1-1 TimedOut", "Rescinded f2 a1 1-2 TimedOut"],
            scene.ToldOf(MessageKind.Rescinded));
        Assert.Equal("cpus:4;mem:4096", scene.OfferedTo("f1"));
    }

    [Fact]
    public void Offers_of_an_agent_that_goes_are_withdrawn()
    {
        MasterScene scene = TwoAtOnce();
        scene.Forget().Do(new SetAgentOffering("a1", false));
        Assert.Equal(2, scene.ToldOf(MessageKind.Rescinded).Count);
        scene.Do(new SetAgentOffering("a1", true)).Advance(1);
        Assert.Equal("cpus:4;mem:4096", scene.OfferedTo("f1"));
    }

    [Fact]
    public void A_limit_holds_however_many_offers_a_role_has()
    {
        MasterScene scene = new(new ClusterOptions { OptimisticOffers = true });
        scene.Agent("a1", "cpus:4;mem:4096").Do(new SetQuotas([new UpdateQuota("r1", default,
            ResourceText.ParseLimits("cpus:4", scene.Schema))]));
        scene.Framework("f1", "r1").Settle().Agent("a2", "cpus:4;mem:4096").Settle();
        OfferReceived[] offers = [.. scene.OffersOf("f1")];
        Assert.Equal(2, offers.Length);
        foreach (OfferReceived offer in offers)
        {
            scene.Accept("f1", offer, new LaunchTasks([
                scene.Task("t" + offer.Agent, offer.Agent, "cpus:3;mem:64")]));
        }

        Assert.Single(scene.ToldOf(MessageKind.Launch));
        Assert.Single(scene.ToldOf(MessageKind.OfferConflicted));
    }

    [Fact]
    public void Explanations_say_that_an_offer_waits_for_an_answer()
    {
        MasterScene scene = TwoAtOnce();
        scene.Cluster.Allocator.TryFindFramework("f1", out FrameworkId f1);
        Verdict verdict = Assert.Single(scene.Cluster.Allocator.Explain(f1, scene.Now).Verdicts);
        Assert.Equal(RefusalCode.OfferOpen, verdict.Code);
    }

    private static AgentId Agent(MasterScene scene) =>
        scene.Cluster.Allocator.TryFindAgent("a1", out AgentId id) ? id : default;
}
