namespace Offers.Core.Tests.Behaviours;

/// <summary>The reasons that come with amounts.</summary>
public sealed partial class RefusalCodeTests
{
    /// <summary>Of the alternatives the nearest: a fifth of mem, not half of cpus.</summary>
    [Fact]
    public void BelowMinimum()
    {
        Scene scene = new Scene().Framework("f", "r", "cpus:8", "cpus:4;mem:100");
        scene.Agent("s", "cpus:4;mem:80");
        Verdict verdict = Ask(scene);
        AssertNumbers(scene, verdict, RefusalCode.BelowMinimum, "mem", 100, 80);
        AssertText(scene, "an offer needs 100 mem, s has 80 that r may use", verdict);
        scene.AutoSettle = false;
        AssertOffers(scene.Total("s", "cpus:4;mem:99.999"));
        AssertOffers(scene.Total("s", "cpus:4;mem:100"), "f r s cpus:4;mem:100");
    }

    /// <summary>Reserved items count, and items that the framework cannot take do not.</summary>
    [Theory]
    [InlineData("cpus(r):1;cpus:1", 2)]
    [InlineData("cpus(other):3;cpus:3", 3)]
    [InlineData("cpus:1;cpus{REV}:4", 1)]
    public void BelowMinimum_of_what_can_be_offered(string resources, long found)
    {
        Scene scene = new Scene().Framework("f", "r", "cpus:4").Agent("s", resources);
        AssertNumbers(scene, Ask(scene), RefusalCode.BelowMinimum, "cpus", 4, found);
        scene.AutoSettle = false;
        scene.Total("s", resources + ";cpus:3").Tick();
        Assert.StartsWith("f r s ", Assert.Single(scene.TakeOffers()), StringComparison.Ordinal);
    }

    [Fact]
    public void LimitReached()
    {
        Scene scene = new Scene().Quota("r", "", "cpus:3").Framework("f", "r", "cpus:2");
        scene.Agent("s", "cpus:4", "f", "r", "cpus:2");
        Verdict verdict = Ask(scene);
        AssertNumbers(scene, verdict, RefusalCode.LimitReached, "cpus", 2, 1);
        AssertText(scene, "the limit leaves 1 cpus to r, an offer needs 2", verdict);
        scene.AutoSettle = false;
        AssertOffers(scene.Quota("r", "", "cpus:3.999"));
        AssertOffers(scene.Quota("r", "", "cpus:4"), "f r s cpus:2");
    }

    /// <summary>Headroom leaves more than the limit: the limit's numbers decide.</summary>
    [Fact]
    public void LimitReached_where_headroom_is_held_too()
    {
        Scene scene = new Scene().Quota("r", "", "cpus:1").Quota("q", "cpus:3", "");
        scene.Framework("f", "r", "cpus:2").Agent("s", "cpus:40");
        AssertNumbers(scene, Ask(scene), RefusalCode.LimitReached, "cpus", 2, 1);
        AssertOffers(scene.Quota("r", "", "cpus:2"), "f r s cpus:2");
    }

    /// <summary>Anything is enough for the framework; the limit leaves nothing.</summary>
    [Fact]
    public void LimitReached_where_anything_would_do()
    {
        Scene scene = new(Scene.InNameOrder with { MinimumOffers = [] });
        scene.Quota("r", "", "cpus:0").Framework("f", "r").Agent("s", "cpus:4");
        Verdict verdict = Ask(scene);
        Assert.Equal((RefusalCode.LimitReached, 1, 0),
            (verdict.Code, verdict.Needed, verdict.Found));
        AssertText(scene, "the limit leaves 0 cpus to r, an offer needs 0.001", verdict);
        AssertOffers(scene);
        AssertOffers(scene.Quota("r", "", "cpus:0.001"), "f r s cpus:0.001");
    }

    /// <summary>At every level of the tree it is the path that limits.</summary>
    [Fact]
    public void LimitReached_above_the_role()
    {
        Scene scene = new(AllocatorOptions.Default);
        scene.Quota("a", "", "cpus:3").Agent("p", "cpus:2", "g", "a/x", "cpus:2");
        scene.Framework("g", "a/x").Framework("f", "a/r", "cpus:2").Agent("s", "cpus:4");
        scene.Suppress("g").Return("g", "s", "a/x").TakeOffers();
        Verdict verdict = Assert.Single(
            scene.Explain("f").Verdicts, v => v.Agent == scene.AgentId("s"));
        AssertNumbers(scene, verdict, RefusalCode.LimitReached, "cpus", 2, 1);
        AssertText(scene, "the limit leaves 1 cpus to a/r, an offer needs 2", verdict);
        AssertOffers(scene.Quota("a", "", "cpus:4"), "f a/r s cpus:2");
    }

    [Fact]
    public void HeadroomHeld()
    {
        Scene scene = new Scene().Quota("q", "cpus:3", "").Framework("f", "r", "cpus:2");
        scene.Agent("s", "cpus:4");
        Verdict verdict = Ask(scene);
        AssertNumbers(scene, verdict, RefusalCode.HeadroomHeld, "cpus", 2, 1);
        AssertText(scene, "headroom for guarantees leaves 1 cpus, an offer needs 2", verdict);
        AssertOffers(scene.Quota("q", "cpus:2.001", ""));
        AssertOffers(scene.Quota("q", "cpus:2", ""), "f r s cpus:2");
    }

    [Fact]
    public void MinimumShape()
    {
        Scene scene = WithShape("cpus:1;mem:100");
        Verdict verdict = Ask(scene);
        AssertNumbers(scene, verdict, RefusalCode.MinimumShape, "mem", 100, 60);
        AssertText(scene, "quota leaves 60 mem, the minimum shape needs 100", verdict);
        AssertOffers(scene);
        AssertOffers(WithShape("cpus:1;mem:60"), "f r s cpus:1;mem:60");
        AssertOffers(scene.Quota("r", "", "mem:100"), "f r s cpus:1;mem:100");
    }

    [Fact]
    public void RefuseFilter()
    {
        Scene scene = new Scene().Framework("f", "r").Agent("s", "cpus:4").Advance(2.5);
        scene.Decline("f", "s", 10).TakeOffers();
        scene.Tick();
        Verdict verdict = Ask(scene);
        Assert.Equal(RefusalCode.RefuseFilter, verdict.Code);
        Assert.Equal(Timestamp.FromSeconds(12.5).Ticks, verdict.Needed);
        AssertText(scene, "the framework refused as much; its filter ends at 12.5 s", verdict);
        Assert.Null(verdict.Kind);
        Assert.Equal(0, verdict.Missing);
        scene.Advance(8.9).Batch().OffersNothing().Advance(0.1);
        Assert.Equal(RefusalCode.None, Ask(scene).Code);
        scene.Batch().Offers("f r s cpus:4");
    }

    /// <summary>Only filters that hide the offer count, and of those the last to end.</summary>
    [Fact]
    public void RefuseFilter_names_the_one_that_hides()
    {
        Scene scene = new Scene().Framework("f", "r").Agent("s", "cpus:4");
        scene.Decline("f", "s", 1_000, part: "cpus:1").Decline("f", "s", 20).TakeOffers();
        Assert.Equal(RefusalCode.None, Ask(scene).Code);
        scene.Total("s", "cpus:3").OffersNothing();
        Assert.Equal(Timestamp.FromSeconds(20).Ticks, Ask(scene).Needed);
        scene.Total("s", "cpus:1").OffersNothing();
        Assert.Equal(Timestamp.FromSeconds(1_000).Ticks, Ask(scene).Needed);
        scene.Advance(999).Batch().OffersNothing();
        scene.Advance(1).Batch().Offers("f r s cpus:1");
    }

    private static Scene WithShape(string shape)
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Scene scene = new(
            Scene.InNameOrder with { MinimumShape = ResourceText.Parse(shape, schema) }, schema)
        {
            AutoSettle = false,
        };
        return scene.Quota("r", "", "mem:60").Framework("f", "r").Agent("s", "cpus:1;mem:200");
    }
}
