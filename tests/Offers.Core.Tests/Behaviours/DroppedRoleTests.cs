namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// Section 19, item 5: a framework that drops a role while it still holds something under it. One
/// that is deactivated stands in <see cref="FairSharingTests"/> and <see cref="FilterTests"/>.
/// </summary>
public sealed class DroppedRoleTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void A_dropped_role_is_tracked_until_the_last_allocation_is_back()
    {
        _scene.Framework("f", "r1 r2").Agent("s", "cpus:4").Agent("t", "cpus:4");
        _scene.Accept("f", "s", "cpus:3", "r1").Return("f", "t", "r2").TakeOffers();
        Drop("r2");
        AssertTracked(true);
        Assert.Equal(3 / 8.0, ShareOf("f", "r1"));
        _scene.Tick().Offers("f r2 s cpus:1", "f r2 t cpus:4");
        _scene.End("f", "s", "cpus:2", "r1");
        AssertTracked(true);
        Assert.Equal(1 / 8.0, ShareOf("f", "r1"));
        _scene.End("f", "s", "cpus:1", "r1");
        AssertTracked(false);
        Assert.Throws<ArgumentException>(() => ShareOf("f", "r1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_dropped_role_is_tracked_until_the_last_offer_is_answered(bool isAccepted)
    {
        _scene.Framework("f", "r1").Agent("s", "cpus:4").Offers("f r1 s cpus:4");
        Drop("r2");
        AssertTracked(true);
        if (isAccepted)
        {
            _scene.Accept("f", "s", "cpus:4", "r1");
            AssertTracked(true);
            _scene.End("f", "s", "cpus:4", "r1");
        }
        else
        {
            _scene.Return("f", "s", "r1");
        }

        AssertTracked(false);
    }

    [Fact]
    public void A_dropped_role_loses_its_filters_and_only_its_own()
    {
        _scene.Framework("f", "r1 r2").Agent("s", "cpus:4").Decline("f", "s", 1_000, "r1");
        _scene.Tick().Decline("f", "s", 1_000, "r2").TakeOffers();
        Assert.Equal(2, _scene.Allocator.FilterCount);
        Drop("r2");
        Assert.Equal(1, _scene.Allocator.FilterCount);
        Drop("r1 r2");
        _scene.Tick().Offers("f r1 s cpus:4");
    }

    /// <summary>Who comes back to a role before all is returned keeps what it holds.</summary>
    [Fact]
    public void A_role_dropped_and_taken_up_again_goes_on_as_it_was()
    {
        _scene.Framework("f", "r1").Agent("s", "cpus:4").Accept("f", "s", "cpus:3").TakeOffers();
        Drop("r2");
        Drop("r1");
        Assert.Equal(3 / 4.0, ShareOf("f", "r1"));
        _scene.Tick().Offers("f r1 s cpus:1");
    }

    private void Drop(string rolesLeft) => _scene.Do(new UpdateFramework(
        "f", Scene.Description(rolesLeft, FrameworkCapabilities.MultiRole)));

    private void AssertTracked(bool isTracked)
    {
        RoleId role = _scene.Allocator.Role("r1");
        Assert.Equal(isTracked ? 1 : 0, _scene.Allocator.FrameworksIn(role).Count);
        Assert.Equal(isTracked, _scene.Allocator.IsInUse(role));
    }

    private double ShareOf(string framework, string role) => _scene.Allocator.ShareOf(
        _scene.FrameworkId(framework), _scene.Allocator.Role(role)).Value;
}
