namespace Offers.Core.Tests;

/// <summary>
/// What refuse filters hide and how they end; items 1 and 5 of section 19 of the behaviours page.
/// </summary>
public sealed class FilterTests
{
    // Section 19, item 1: a filter hides what its refused resources contain.
    [Theory]
    [InlineData("cpus:4", "cpus:3", true)]
    [InlineData("cpus:4", "cpus:4", true)]
    [InlineData("cpus:4", "cpus:5", false)]
    [InlineData("cpus:2", "cpus:1", true)]
    [InlineData("cpus:2", "cpus:1;mem:512", false)]
    [InlineData("cpus:2;mem:512", "cpus:2", true)]
    public void A_filter_hides_an_offer_that_the_refused_contain(
        string refused, string later, bool hidden)
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", refused).Decline("f", "s", 1000);
        cell.TakeOffers();
        cell.UpdateAgent("s", later).Tick();
        Assert.Equal(hidden ? 0 : 1, cell.TakeOffers().Length);
    }

    [Fact]
    public void A_filter_of_a_part_hides_that_part_and_not_the_whole()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:8;mem:800");
        cell.Accept("f", "s", "cpus:5;mem:500", 1000).TakeOffers();
        cell.Tick().OffersNothing();
        cell.Recover("f", "role", "s", "cpus:1").Tick().Offers("f role s cpus:4;mem:300");
    }

    [Fact]
    public void A_filter_hides_from_its_own_framework_role_and_agent_only()
    {
        Cell cell = new();
        cell.AddFramework("f1", "role1 role2").AddAgent("s1", "cpus:4");
        cell.Offers("f1 role1 s1 cpus:4").Decline("f1", "s1", 1000).Tick();
        cell.Offers("f1 role2 s1 cpus:4").Decline("f1", "s1", 1000).Tick().OffersNothing();
        cell.AddFramework("f2", "role1").Offers("f2 role1 s1 cpus:4");
        cell.AddAgent("s2", "cpus:4");
        Assert.Single(cell.TakeOffers());
    }

    // Section 19, item 5.
    [Fact]
    public void A_deactivated_framework_loses_its_filters()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:4").Decline("f", "s", 1000);
        cell.TakeOffers();
        cell.Deactivate("f");
        Assert.Equal(0, cell.Allocator.FilterCount);
        cell.Activate("f").Offers("f role s cpus:4");
    }

    [Fact]
    public void Revive_of_one_role_keeps_the_filters_of_the_other()
    {
        Cell cell = new();
        cell.AddFramework("f", "role1 role2").AddAgent("s", "cpus:4").Decline("f", "s", 1000);
        cell.Tick().Decline("f", "s", 1000).TakeOffers();
        Assert.Equal(2, cell.Allocator.FilterCount);
        cell.Revive("f", "role2").Offers("f role2 s cpus:4");
        Assert.Equal(1, cell.Allocator.FilterCount);
    }

    [Fact]
    public void Suppress_keeps_the_filters()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:4").Decline("f", "s", 1000);
        cell.Suppress("f");
        Assert.Equal(1, cell.Allocator.FilterCount);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(3, 3)]
    [InlineData(0.5, 1)]
    public void A_refusal_lasts_as_long_as_it_says(double refuse, int seconds)
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:4").Decline("f", "s", refuse);
        cell.TakeOffers();
        for (int i = 1; i < seconds; i++)
        {
            cell.Tick().OffersNothing();
        }

        // A filter no longer than the interval lives through one batch, and then for no more.
        bool isShort = seconds == 1;
        cell.Tick();
        Assert.Equal(isShort ? 0 : 1, cell.TakeOffers().Length);
        cell.Tick();
        Assert.Equal(isShort ? 1 : 0, cell.TakeOffers().Length);
    }

    [Fact]
    public void To_skip_no_batch_ends_no_filter_that_waits_for_one()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:4").Decline("f", "s", 1);
        cell.Advance(1).AddAgent("t", "cpus:4").TakeOffers();
        cell.Allocator.SkipBatches(0);
        Assert.Equal(1, cell.Allocator.FilterCount);
        Assert.Empty(Invariants.Check(cell.Allocator));
    }

    [Fact]
    public void A_refusal_above_a_year_is_cut_to_a_year()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:4");
        cell.Decline("f", "s", TimeSpan.FromDays(5000).TotalSeconds).TakeOffers();
        cell.Advance(TimeSpan.FromDays(365).TotalSeconds - 1).Batch().OffersNothing();
        cell.Advance(1).Batch().Offers("f role s cpus:4");
    }

    [Fact]
    public void Removing_the_agent_removes_its_filters()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:4").Decline("f", "s", 1000);
        cell.RemoveAgent("s");
        Assert.Equal(0, cell.Allocator.FilterCount);
        cell.TakeOffers();
        cell.AddAgent("s", "cpus:4").Offers("f role s cpus:4");
    }
}
