namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// Section 19, item 1: what a refuse filter hides when items of several sorts were refused. Plain
/// resources stand in <see cref="FilterTests"/>.
/// </summary>
public sealed class RefuseFilterMatchingTests
{
    private const FrameworkCapabilities Revocable =
        FrameworkCapabilities.MultiRole | FrameworkCapabilities.RevocableResources;

    [Theory]
    [InlineData("cpus:4;cpus{REV}:4", "cpus:3;cpus{REV}:2", true)]
    [InlineData("cpus:4;cpus{REV}:4", "cpus:4", true)]
    [InlineData("cpus:4;cpus{REV}:4", "cpus{REV}:4", true)]
    [InlineData("cpus:4;cpus{REV}:4", "cpus:5;cpus{REV}:1", false)]
    [InlineData("cpus:4;cpus{REV}:4", "cpus:1;cpus{REV}:5", false)]
    [InlineData("cpus:4", "cpus:2;cpus{REV}:2", false)]
    [InlineData("cpus:4", "cpus{REV}:4", false)]
    [InlineData("cpus{REV}:4", "cpus:4", false)]
    [InlineData("cpus(r):4", "cpus:4", false)]
    [InlineData("cpus(r):4;cpus:4", "cpus(r):1;cpus:4", true)]
    [InlineData("cpus:4;ports:[1-9]", "cpus:4;ports:[2-3,7-9]", true)]
    [InlineData("cpus:4;ports:[1-9]", "cpus:4;ports:[5-10]", false)]
    [InlineData("cpus:4;zones:{a,b}", "cpus:4;zones:{b}", true)]
    [InlineData("cpus:4;zones:{a,b}", "cpus:4;zones:{c}", false)]
    [InlineData("cpus:4;disk[MOUNT]:9", "cpus:4;disk[MOUNT]:8", false)]
    [InlineData("cpus:4;disk[MOUNT]:9<2>", "cpus:4;disk[MOUNT]:9", true)]
    public void A_filter_hides_what_the_refused_contain_item_by_item(
        string refused, string later, bool isHidden)
    {
        Scene scene = new Scene().Framework("f", "r", Revocable).Agent("s", refused);
        scene.Decline("f", "s", 1_000).TakeOffers();
        scene.Total("s", later).Tick();
        scene.Offers(isHidden ? [] : [$"f r s {scene.Set(later)}"]);
    }

    /// <summary>Two refusals are not one of the sum.</summary>
    [Fact]
    public void Filters_do_not_add_up()
    {
        Scene scene = new Scene().Framework("f", "r").Agent("s", "cpus:4");
        scene.Decline("f", "s", 1_000, part: "cpus:3").Decline("f", "s", 1_000).TakeOffers();
        Assert.Equal(2, scene.Allocator.FilterCount);
        scene.Tick().Offers("f r s cpus:4").Return("f", "s");
        scene.Total("s", "cpus:3").Tick().OffersNothing();
    }
}
