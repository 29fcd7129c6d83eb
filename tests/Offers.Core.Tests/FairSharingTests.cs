namespace Offers.Core.Tests;

/// <summary>Ties in the order of who is served, and who counts in it.</summary>
public sealed class FairSharingTests
{
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
}
