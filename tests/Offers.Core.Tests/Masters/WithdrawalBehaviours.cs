namespace Offers.Core.Tests.Masters;

/// <summary>Why offers are withdrawn (semantics 2.2), and what bounds them.</summary>
public sealed class WithdrawalBehaviours
{
    private static MasterScene Agents(int count, ClusterOptions? options = null)
    {
        MasterScene scene = new(options);
        for (int i = 1; i <= count; i++)
        {
            scene.Agent($"a{i}", "cpus:2;mem:1024");
        }

        return scene;
    }

    private static UpdateQuota Quota(
        MasterScene scene, string role, int guarantee, int limit)
    {
        scene.Schema.TryFind("cpus", out ResourceKind cpus);
        return new UpdateQuota(role, scene.Set($"cpus:{guarantee}").Plain,
            ResourceLimits.None.With(cpus, limit * 1000));
    }

    [Fact]
    public void A_limit_withdraws_the_oldest_offers_of_its_role_until_it_holds()
    {
        MasterScene scene = Agents(3).Framework("f1", "q").Settle();
        scene.Do(new SetQuotas([Quota(scene, "q", 0, 3)]));
        Assert.Equal(
            ["Rescinded f1 a1 1-1 QuotaChanged", "Rescinded f1 a2 1-2 QuotaChanged"],
            scene.ToldOf(MessageKind.Rescinded));
        Assert.Single(scene.OffersOf("f1"));
    }

    [Fact]
    public void A_guarantee_withdraws_offers_of_other_roles_until_it_can_be_met()
    {
        MasterScene scene = Agents(3).Framework("f1", "n").Settle().Framework("f2", "q").Settle();
        scene.Do(new SetQuotas([Quota(scene, "q", 3, 9)]));
        Assert.Equal(
            ["Rescinded f1 a1 1-1 QuotaChanged", "Rescinded f1 a2 1-2 QuotaChanged"],
            scene.ToldOf(MessageKind.Rescinded));
        scene.Advance(1);
        Assert.Equal("cpus:4;mem:2048", scene.OfferedTo("f2"));
    }

    [Fact]
    public void A_quota_that_holds_already_withdraws_nothing()
    {
        MasterScene scene = Agents(2).Framework("f1", "q").Settle();
        scene.Do(new SetQuotas([Quota(scene, "q", 2, 4)]));
        Assert.Empty(scene.ToldOf(MessageKind.Rescinded));
    }

    [Fact]
    public void New_weights_withdraw_every_offer()
    {
        MasterScene scene = Agents(2).Framework("f1", "a").Settle();
        scene.Do(new SetWeights([new RoleWeight("z", 3000)]));
        Assert.Equal(2, scene.ToldOf(MessageKind.Rescinded).Count);
        Assert.Equal(0, scene.Cluster.OpenOfferCount);
    }

    [Fact]
    public void An_offer_that_is_open_for_too_long_is_withdrawn_without_a_filter()
    {
        MasterScene scene = Agents(1, new ClusterOptions
        {
            Allocator = new InitOptions { OfferTimeout = TimeSpan.FromSeconds(30) },
        });
        scene.Framework("f1").Settle().Advance(29.9);
        Assert.Empty(scene.ToldOf(MessageKind.Rescinded));
        scene.Advance(0.1);
        Assert.Equal(["Rescinded f1 a1 1-1 TimedOut"], scene.ToldOf(MessageKind.Rescinded));
        scene.Advance(1);
        Assert.Equal("cpus:2;mem:1024", scene.OfferedTo("f1"));
    }

    [Fact]
    public void Nobody_hoards_more_offers_than_the_limit_says()
    {
        MasterScene scene = Agents(4, new ClusterOptions
        {
            Allocator = new InitOptions { HoardLimit = 500 },
        });
        scene.Framework("f1").Settle().Advance(5);
        Assert.Equal("cpus:4;mem:2048", scene.OfferedTo("f1"));
    }

    [Fact]
    public void An_operator_takes_offers_back_only_until_what_is_free_suffices()
    {
        MasterScene scene = new MasterScene().Agent("a1", "cpus:4;mem:1024").Framework("f1", "r");
        scene.Settle().Accept("f1", scene.OfferTo("f1"),
            new LaunchTasks([scene.Task("t1", "a1", "cpus:2;mem:512")]));
        scene.Update("f1", "a1", "t1", TaskState.Running).Framework("f2", "s").Forget().Advance(1);
        OfferKey first = scene.OffersOf("f1").Concat(scene.OffersOf("f2")).Single().Offer;
        scene.Update("f1", "a1", "t1", TaskState.Finished);
        scene.Do(new OperateAgent("a1", [new ReserveResources(scene.Set("cpus(r,DYNAMIC):2"))]));
        Assert.Empty(scene.ToldOf(MessageKind.Rescinded));
        scene.Do(new OperateAgent("a1", [new ReserveResources(scene.Set("cpus(s,DYNAMIC):2"))]));
        Assert.EndsWith($"{first} OperatorOperation",
            Assert.Single(scene.ToldOf(MessageKind.Rescinded)), StringComparison.Ordinal);
    }

    [Fact]
    public void Operations_of_an_operator_are_all_done_or_none()
    {
        MasterScene scene = new MasterScene().Agent("a1", "cpus:4;mem:1024").Framework("f1");
        scene.Settle();
        Assert.Equal(ClusterStatus.OperationRefused, scene.Try(new OperateAgent("a1",
        [
            new ReserveResources(scene.Set("cpus(r,DYNAMIC):2")),
            new ReserveResources(scene.Set("cpus(r,DYNAMIC):3")),
        ])));
        Assert.Equal(1, scene.Cluster.OpenOfferCount);
    }

    [Fact]
    public void A_dropped_role_takes_only_its_own_offers_with_it()
    {
        MasterScene scene = new MasterScene().Framework("f1", "r,s");
        scene.Do(new SuppressOffers("f1", ["s"])).Agent("a1", "cpus:1;mem:64").Settle();
        scene.Do(new ReviveOffers("f1", ["s"])).Do(new SuppressOffers("f1", ["r"]));
        scene.Agent("a2", "cpus:1;mem:64").Settle().Forget();
        scene.Do(new ChangeFramework(MasterScene.Profile("f1", "s")));
        Assert.Equal(["Rescinded f1 a1 1-1 RoleDropped"], scene.Told);
    }

    [Fact]
    public void A_new_estimate_withdraws_only_offers_of_revocable_resources()
    {
        MasterScene scene = new MasterScene()
            .Framework("f1", "r", FrameworkCapabilities.RevocableResources)
            .Agent("a1", "cpus:1;mem:64").Agent("a2", "cpus:1;mem:64").Settle();
        scene.Do(new ReportRevocable("a1", scene.Set("cpus{REV}:1"))).Advance(1);
        Assert.Equal("cpus{REV}:1", scene.OfferTo("f1").Resources.ToString());
        scene.Do(new ReportRevocable("a1", scene.Set("cpus{REV}:2")));
        Assert.Equal(["Rescinded f1 a1 1-3 ResourcesChanged"],
            scene.ToldOf(MessageKind.Rescinded));
    }
}
