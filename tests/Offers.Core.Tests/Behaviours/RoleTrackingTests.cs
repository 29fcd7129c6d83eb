namespace Offers.Core.Tests.Behaviours;

/// <summary>Section 14 of the behaviours page: which roles there is a reason to know.</summary>
public sealed class RoleTrackingTests
{
    private static readonly string[] Path = ["a", "a/b", "a/b/c"];

    private readonly Scene _scene = new(AllocatorOptions.Default);

    [Fact]
    public void S50_RolesTracking_by_weight()
    {
        AssertUnknown();
        _scene.SetWeight("a/b/c", 2);
        AssertKnown();
        Assert.Equal([1_000L, 1_000, 2_000], Path.Select(r => _scene.Allocator.WeightOf(Role(r))));
        _scene.SetWeight("a/b/c", 1);
        AssertUnknown();
    }

    [Fact]
    public void S50_RolesTracking_by_quota()
    {
        _scene.Quota("a/b/c", "cpus:1", "cpus:1");
        AssertKnown();
        Assert.Equal(["", "", "cpus:1"], Path.Select(Guarantee));
        Assert.Equal(["", "", "cpus:1"], Path.Select(Limits));
        _scene.Quota("a/b/c", "", "cpus:0");
        Assert.Equal(["", "", "cpus:0"], Path.Select(Limits));
        AssertKnown();
        _scene.Quota("a/b/c", "", "");
        AssertUnknown();
    }

    [Fact]
    public void S50_RolesTracking_by_reservation()
    {
        _scene.Agent("s", "cpus(a/b/c):1;mem:64");
        AssertKnown();
        Assert.Equal(["cpus:1", "cpus:1", "cpus:1"], Path.Select(Reserved));
        _scene.Agent("t", "cpus(a/b):2;mem(a/bc):7");
        Assert.Equal(["cpus:3;mem:7", "cpus:3", "cpus:1"], Path.Select(Reserved));
        _scene.Do(new RemoveAgent("t"));
        _scene.Total("s", "mem:64");
        AssertUnknown();
    }

    [Fact]
    public void S50_RolesTracking_by_framework()
    {
        _scene.Framework("f", "a/b/c");
        AssertKnown();
        Assert.Equal([0, 0, 1], Path.Select(r => _scene.Allocator.FrameworksIn(Role(r)).Count));
        Assert.Equal(_scene.FrameworkId("f"), _scene.Allocator.FrameworksIn(Role("a/b/c"))[0]);
        _scene.Do(new RemoveFramework("f"));
        AssertUnknown();
    }

    private RoleId Role(string name) => _scene.Allocator.Role(name);

    private string Guarantee(string role) =>
        ResourceText.Format(_scene.Allocator.GuaranteeOf(Role(role)), _scene.Schema);

    private string Limits(string role) =>
        ResourceText.Format(_scene.Allocator.LimitsOf(Role(role)), _scene.Schema);

    private string Reserved(string role) =>
        ResourceText.Format(_scene.Allocator.ReservedFor(Role(role)), _scene.Schema);

    private void AssertKnown() =>
        Assert.All(Path, r => Assert.True(_scene.Allocator.IsInUse(Role(r))));

    private void AssertUnknown() =>
        Assert.All(Path, r => Assert.False(_scene.Allocator.IsInUse(Role(r))));
}
