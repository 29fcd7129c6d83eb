namespace Offers.Core.Tests;

/// <summary>What may be offered at all: minimum size, gpus, over-allocation, inactive agents.</summary>
public sealed class OfferSizeTests
{
    [Fact]
    public void An_empty_list_of_minimum_offers_lets_anything_be_offered_but_never_nothing()
    {
        Cell cell = new(AllocatorOptions.Mesos with { MinimumOffers = [] });
        cell.AddFramework("f", "role").AddAgent("s1", "disk:0.001").AddAgent("s2", "");
        cell.Offers("f role s1 disk:0.001").Tick().OffersNothing();
    }

    [Fact]
    public void Any_one_of_the_minimum_offers_suffices()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Cell cell = new(AllocatorOptions.Mesos with
        {
            MinimumOffers =
            [
                ResourceText.Parse("cpus:2;mem:64", schema), ResourceText.Parse("disk:5", schema),
            ],
        });
        cell.AddFramework("f", "role").AddAgent("s1", "cpus:4;mem:63").AddAgent("s2", "disk:4.999");
        cell.OffersNothing().AddAgent("s3", "cpus:2;mem:64").AddAgent("s4", "disk:5");
        cell.Offers("f role s3 cpus:2;mem:64", "f role s4 disk:5");
    }

    [Fact]
    public void An_agent_with_gpus_goes_only_to_frameworks_that_take_gpus()
    {
        Cell cell = new();
        cell.AddFramework("plain", "role").AddAgent("s", "cpus:4;gpus:1").OffersNothing();
        cell.AddFramework("zgpu", "role", FrameworkCapabilities.GpuResources);
        cell.Offers("zgpu role s cpus:4;gpus:1");
    }

    [Fact]
    public void An_agent_with_gpus_is_filtered_even_when_all_of_them_are_out()
    {
        Cell cell = new();
        cell.AddFramework("gpu", "role", FrameworkCapabilities.GpuResources);
        cell.AddAgent("s", "cpus:4;gpus:1").Accept("gpu", "s", "cpus:1;gpus:1", 1000);
        cell.AddFramework("plain", "role").TakeOffers();
        cell.Tick().OffersNothing();
    }

    [Fact]
    public void With_the_gpu_filter_off_gpus_go_to_anybody()
    {
        Cell cell = new(AllocatorOptions.Mesos with { FilterGpuAgents = false });
        cell.AddFramework("plain", "role").AddAgent("s", "cpus:4;gpus:1");
        cell.Offers("plain role s cpus:4;gpus:1");
    }

    [Fact]
    public void An_agent_that_shrank_below_what_is_out_offers_nothing_until_enough_came_back()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:8;mem:800");
        cell.Accept("f", "s", "cpus:6;mem:100").TakeOffers();
        cell.UpdateAgent("s", "cpus:4;mem:800").Offers("f role s mem:700");
        cell.Return("f", "s").Recover("f", "role", "s", "cpus:2").Tick();
        cell.Offers("f role s mem:700").Return("f", "s");
        cell.Recover("f", "role", "s", "cpus:1").Tick().Offers("f role s cpus:1;mem:700");
    }

    [Fact]
    public void An_open_offer_survives_a_shrinking_agent_and_can_be_accepted()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:8").UpdateAgent("s", "cpus:2");
        cell.Accept("f", "s", "cpus:8").TakeOffers();
        Assert.True(cell.Allocator.FreeOn(cell.Agent("s")).IsZero);
        Assert.Equal(4.0, cell.ShareOf("role"));
        cell.Recover("f", "role", "s", "cpus:7").Tick().Offers("f role s cpus:1");
    }

    [Fact]
    public void An_inactive_agent_is_not_offered_and_still_counts_in_the_cell()
    {
        Cell cell = new();
        cell.AddAgent("s", "cpus:8").DeactivateAgent("s").AddFramework("f", "role").Tick();
        cell.OffersNothing();
        Assert.Equal(cell.Amount("cpus:8"), cell.Allocator.CellTotal);
    }

    [Fact]
    public void A_kind_named_after_the_cell_began_is_offered_and_counted()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s1", "cpus:1").TakeOffers();
        cell.AddAgent("s2", "cpus:1;k1:1;k2:2;k3:3;k4:4;k5:5;k6:6;k7:7");
        cell.Offers("f role s2 cpus:1;k1:1;k2:2;k3:3;k4:4;k5:5;k6:6;k7:7");
        Assert.Equal(1.0, cell.ShareOf("role"));
        cell.Accept("f", "s2", "k7:6").Tick();
        cell.Offers("f role s2 cpus:1;k1:1;k2:2;k3:3;k4:4;k5:5;k6:6;k7:1");
    }
}
