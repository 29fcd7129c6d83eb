namespace Offers.Core.Tests;

/// <summary>Cases A01 to A07, A34 of the behaviours page.</summary>
public sealed class FairSharingTests
{
    [Fact]
    public void A01_roles_fight_on_dominant_share_and_frameworks_inside_a_role_again()
    {
        Cell cell = new();
        cell.AddAgent("s1", "cpus:2;mem:1024").AddFramework("f1", "role1");
        cell.Offers("f1 role1 s1 cpus:2;mem:1024");
        FollowA01(cell);
    }

    [Fact]
    public void A03_an_excluded_kind_does_not_count_in_shares()
    {
        Cell cell = new(AllocatorOptions.Mesos with { FairnessExcluded = ["gpus"] });
        cell.AddAgent("s1", "cpus:2;mem:1024;gpus:1");
        cell.AddFramework("f1", "role1", FrameworkCapabilities.GpuResources);
        cell.Offers("f1 role1 s1 cpus:2;gpus:1;mem:1024");
        FollowA01(cell);
    }

    [Fact]
    public void A03_without_the_exclusion_the_only_gpu_is_a_share_of_one()
    {
        Cell cell = new();
        cell.AddAgent("s1", "cpus:2;mem:1024;gpus:1");
        cell.AddFramework("f1", "role1", FrameworkCapabilities.GpuResources);
        cell.AddAgent("s2", "cpus:100;mem:10240");
        Assert.Equal(1.0, cell.ShareOf("role1"));
    }

    [Fact]
    public void A05_one_run_hands_one_whole_agent_to_each_framework()
    {
        Cell cell = new();
        cell.AddFramework("f1", "role1");
        cell.AddAgent("s1", "cpus:2;mem:1024").AddAgent("s2", "cpus:2;mem:1024");
        Assert.Equal(2, cell.TakeOffers().Length);
        cell.ReturnAll().AddFramework("f2", "role2");
        string[] found = cell.TakeOffers();
        Assert.Equal(2, found.Length);
        Assert.StartsWith("f1 role1", found[0], StringComparison.Ordinal);
        Assert.StartsWith("f2 role2", found[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(77)]
    public void A07_a_weight_multiplies_what_a_role_may_hold(int seed)
    {
        Cell cell = new(AllocatorOptions.Mesos with { Seed = (ulong)seed });
        cell.AddFramework("f1", "role1");
        for (int i = 1; i <= 6; i++)
        {
            cell.AddAgent($"s{i}", "cpus:2;mem:1024");
        }

        Assert.Equal([6], CountsOf(cell));
        cell.AddFramework("f2", "role2").OffersNothing().ReturnAll().Tick();
        Assert.Equal([3, 3], CountsOf(cell));
        cell.ReturnAll().SetWeight("role2", 2).OffersNothing().Tick();
        Assert.Equal([2, 4], CountsOf(cell));
        cell.ReturnAll().SetWeight("role3", 3).AddFramework("f3", "role3");
        Assert.Equal([1, 2, 3], CountsOf(cell));
    }

    [Fact]
    public void A34_what_was_on_a_removed_agent_leaves_the_shares()
    {
        Cell cell = new();
        cell.AddFramework("f1", "role1").AddAgent("agent1", "cpus:2;mem:200");
        cell.Offers("f1 role1 agent1 cpus:2;mem:200");
        cell.AddFramework("f2", "role1").AddAgent("agent2", "cpus:1;mem:100");
        cell.Offers("f2 role1 agent2 cpus:1;mem:100");
        cell.RemoveAgent("agent1").AddAgent("agent3", "cpus:1;mem:100");
        cell.Offers("f1 role1 agent3 cpus:1;mem:100");
    }

    [Fact]
    public void Equal_shares_and_grants_are_settled_by_name()
    {
        Cell cell = new();
        cell.AddFramework("b", "role").AddFramework("a", "role");
        cell.AddAgent("s1", "cpus:1").Offers("a role s1 cpus:1");
    }

    [Fact]
    public void Equal_shares_are_settled_by_fewer_grants_before_names()
    {
        Cell cell = new();
        cell.AddFramework("a", "role").AddFramework("b", "role");
        cell.AddAgent("s1", "cpus:1").Offers("a role s1 cpus:1");
        cell.Return("a", "s1").Tick().Offers("b role s1 cpus:1");
        cell.Return("b", "s1").Tick().Offers("a role s1 cpus:1");
    }

    [Fact]
    public void A_deactivated_framework_keeps_its_share()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:4");
        cell.Accept("f", "s", "cpus:2").Deactivate("f");
        Assert.Equal(0.5, cell.ShareOf("role"));
        Assert.Equal("cpus:2", Text(cell));

        static string Text(Cell cell) => ResourceText.Format(
            cell.Allocator.AllocatedTo(cell.Framework("f"), cell.Role("role"), cell.Agent("s")),
            cell.Schema);
    }

    /// <summary>Steps 2 to 5, which A01 and A03 share.</summary>
    private static void FollowA01(Cell cell)
    {
        cell.AddFramework("f2", "role2").AddAgent("s2", "cpus:1;mem:512");
        cell.Offers("f2 role2 s2 cpus:1;mem:512");
        cell.AddAgent("s3", "cpus:3;mem:2048").Offers("f2 role2 s3 cpus:3;mem:2048");
        cell.AddFramework("f3", "role1").AddAgent("s4", "cpus:4;mem:4096");
        cell.Offers("f3 role1 s4 cpus:4;mem:4096");
        cell.AddFramework("f4", "role1").AddAgent("s5", "cpus:1;mem:512");
        cell.Offers("f2 role2 s5 cpus:1;mem:512");
    }

    private static int[] CountsOf(Cell cell) =>
        [.. cell.TakeOffers().GroupBy(o => o[..2]).Select(g => g.Count())];
}
