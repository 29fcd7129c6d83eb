namespace Offers.Core.Tests.Schedulers;

public sealed class PlacementConstraintsTests
{
    public static TheoryData<PlacementConstraint, string, string, bool> Table => new()
    {
        // Constraint, racks of placed tasks, rack of the place ("-" is none), allowed.
        { PlacementConstraint.Unique("rack"), "", "a", true },
        { PlacementConstraint.Unique("rack"), "b", "a", true },
        { PlacementConstraint.Unique("rack"), "a", "a", false },
        { PlacementConstraint.Unique("rack"), "", "-", false },
        { PlacementConstraint.MaxPer("rack", 2), "a", "a", true },
        { PlacementConstraint.MaxPer("rack", 2), "a,a", "a", false },
        { PlacementConstraint.MaxPer("rack", 2), "a,a", "b", true },
        { PlacementConstraint.MaxPer("rack", 2), "", "-", false },
        { PlacementConstraint.GroupBy("rack", 0), "a", "a", true },
        { PlacementConstraint.GroupBy("rack", 2), "", "a", true },
        { PlacementConstraint.GroupBy("rack", 2), "a", "a", false },
        { PlacementConstraint.GroupBy("rack", 2), "a", "b", true },
        { PlacementConstraint.GroupBy("rack", 2), "a,b", "a", true },
        { PlacementConstraint.GroupBy("rack", 2), "a,b,a", "a", false },
        { PlacementConstraint.GroupBy("rack", 2), "a,b,a", "b", true },
        { PlacementConstraint.GroupBy("rack", 2), "a,b,a", "c", true },
        { PlacementConstraint.GroupBy("rack", 2), "a,b", "-", false },
        { PlacementConstraint.GroupBy("rack", ["a", "b"]), "", "a", true },
        { PlacementConstraint.GroupBy("rack", ["a", "b"]), "a", "a", false },
        { PlacementConstraint.GroupBy("rack", ["a", "b"]), "a", "b", true },
        { PlacementConstraint.GroupBy("rack", ["a", "b"]), "a,b", "b", true },
        { PlacementConstraint.GroupBy("rack", ["a", "b"]), "", "c", false },
        { PlacementConstraint.Like("rack", "a|b"), "", "b", true },
        { PlacementConstraint.Like("rack", "a"), "", "ab", false },
        { PlacementConstraint.Like("rack", ".*"), "", "-", false },
        { PlacementConstraint.Unlike("rack", "a|b"), "", "b", false },
        { PlacementConstraint.Unlike("rack", "a"), "", "ab", true },
        { PlacementConstraint.Unlike("rack", ".*"), "", "-", true },
        { PlacementConstraint.Cluster("rack", "a"), "", "a", true },
        { PlacementConstraint.Cluster("rack", "a"), "", "b", false },
        { PlacementConstraint.Cluster("rack", ""), "", "b", true },
        { PlacementConstraint.Cluster("rack", ""), "b,b", "b", true },
        { PlacementConstraint.Cluster("rack", ""), "b", "a", false },
        { PlacementConstraint.Cluster("rack", ""), "", "-", false },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void The_table_of_truth_holds(
        PlacementConstraint constraint, string placed, string rack, bool allowed)
    {
        PlacementConstraints all = new([constraint]);
        List<PlacementSite> sites =
            [.. placed.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Site)];
        PlacementConstraint? broken = all.FirstBroken(Site(rack), sites);
        Assert.Equal(allowed ? null : constraint, broken);
    }

    [Fact]
    public void Fields_are_the_host_the_region_the_zone_and_attributes()
    {
        PlacementSite site = new("h1")
        {
            Attributes = AgentAttributes.Parse("rack:r1;n:2"),
            Domain = new Domain("r", "z"),
        };
        Assert.Equal(["h1", "r", "z", "r1", "2", null], ((string[])
            ["hostname", "@region", "@zone", "rack", "n", "other"]).Select(site.ValueOf));
        Assert.Null(new PlacementSite("h").ValueOf("@zone"));
    }

    [Fact]
    public void The_first_that_is_broken_is_named_and_all_must_hold()
    {
        PlacementConstraints all = new(
            [PlacementConstraint.Unique("rack"), PlacementConstraint.Like("rack", "b")]);
        Assert.Equal("rack LIKE b", all.FirstBroken(Site("a"), [])!.ToString());
        Assert.Equal("rack UNIQUE", all.FirstBroken(Site("a"), [Site("a")])!.ToString());
        Assert.Null(all.FirstBroken(Site("b"), []));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        PlacementConstraint[] bad =
        [
            PlacementConstraint.Unique(""), PlacementConstraint.MaxPer("rack", 0),
            PlacementConstraint.GroupBy("rack", -1), PlacementConstraint.Like("rack", "("),
        ];
        Assert.All(bad, item => Assert.Throws<ArgumentException>(
            () => new PlacementConstraints([item])));
    }

    private static PlacementSite Site(string rack) => new("host")
    {
        Attributes = rack == "-" ? AgentAttributes.Empty : AgentAttributes.Parse($"rack:{rack}"),
    };
}
