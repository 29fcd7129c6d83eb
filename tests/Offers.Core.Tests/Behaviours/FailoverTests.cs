namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// Section 19, item 4: after a failover a cell with quota waits until it is known well enough.
/// </summary>
public sealed class FailoverTests
{
    [Theory]
    [InlineData(10, 800, 8)]
    [InlineData(10, 500, 5)]
    [InlineData(10, 1_000, 10)]
    [InlineData(9, 800, 7)]
    public void Runs_wait_for_enough_agents(int expected, int factor, int enough)
    {
        Scene scene = WithQuota(factor).Do(new RecoverCluster(expected));
        for (int i = 0; i < enough; i++)
        {
            Assert.True(scene.Allocator.IsPaused);
            scene.Tick().OffersNothing().Agent($"s{i}", "cpus:1");
        }

        // One run over all agents follows, not over the last alone.
        Assert.False(scene.Allocator.IsPaused);
        Assert.Equal(enough, scene.TakeOffers().Length);
    }

    [Fact]
    public void Runs_wait_for_ten_minutes_at_most()
    {
        Scene scene = WithQuota(800).Do(new RecoverCluster(10)).Agent("s", "cpus:1");
        scene.Advance(599.999).ExpireOffers().Batch().OffersNothing();
        Assert.Equal(Timestamp.FromSeconds(600), scene.Allocator.NextTimer);
        scene.Advance(0.001).ExpireOffers().Offers("f q s cpus:1");
        Assert.Equal(Timestamp.Never, scene.Allocator.NextTimer);
    }

    [Fact]
    public void Without_quota_nothing_waits()
    {
        Scene scene = new Scene().Framework("f", "q").Do(new RecoverCluster(10));
        Assert.False(scene.Allocator.IsPaused);
        scene.Agent("s", "cpus:1").Offers("f q s cpus:1");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Nothing_to_wait_for_is_no_wait(int expected)
    {
        Scene scene = WithQuota(800).Do(new RecoverCluster(expected));
        Assert.False(scene.Allocator.IsPaused);
    }

    [Fact]
    public void Agents_that_are_here_already_count()
    {
        Scene scene = WithQuota(800);
        for (int i = 0; i < 7; i++)
        {
            scene.Agent($"s{i}", "cpus:1");
        }

        scene.TakeOffers();
        scene.Do(new RecoverCluster(10));
        Assert.True(scene.Allocator.IsPaused);
        scene.Agent("last", "cpus:1").Offers("f q last cpus:1");
    }

    [Fact]
    public void What_asks_for_a_run_meanwhile_is_dropped_and_not_queued()
    {
        Scene scene = new Scene().Framework("f", "r").Agent("s", "cpus:1").Return("f", "s");
        scene.TakeOffers();
        scene.Do(new Pause()).Revive("f").Agent("t", "cpus:1").Do(new DeactivateFramework("f"));
        scene.Do(new ActivateFramework("f")).OffersNothing();
        long runs = scene.Allocator.Runs;
        scene.Tick().OffersNothing().Do(new Resume()).OffersNothing();
        Assert.False(scene.Allocator.HasPendingRun);
        Assert.Equal(runs, scene.Allocator.Runs);
        scene.Tick().Offers("f r s cpus:1", "f r t cpus:1");
    }

    [Fact]
    public void What_was_asked_for_before_a_pause_waits_for_its_end()
    {
        Scene scene = new Scene().Framework("f", "r");
        scene.AutoSettle = false;
        scene.Agent("s", "cpus:1").Do(new Pause()).Settle().OffersNothing();
        scene.Agent("late", "cpus:1").Do(new Resume()).Settle().Offers("f r s cpus:1");
        scene.Tick().Offers("f r late cpus:1");
    }

    private static Scene WithQuota(int factor) =>
        new Scene(Scene.InNameOrder with { RecoveryFactor = factor })
            .Quota("q", "cpus:1", "").Framework("f", "q");
}
