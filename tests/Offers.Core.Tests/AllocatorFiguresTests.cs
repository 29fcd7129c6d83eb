using Offers.Core.Tests.Behaviours;

namespace Offers.Core.Tests;

/// <summary>What an allocator can be asked about quota, filters, names and what is out.</summary>
public sealed class AllocatorFiguresTests
{
    [Fact]
    public void A_shared_volume_that_two_frameworks_hold_is_out_once()
    {
        Transcript cell = new Transcript().Play("""
            {"op":"init","min_allocatable":[]}
            {"op":"add_framework","id":"f1","roles":["r"],"capabilities":["SHARED_RESOURCES"]}
            {"op":"add_agent","id":"a","resources":[
             {"name":"cpus","type":"SCALAR","scalar":{"value":1}},
             {"name":"disk","type":"SCALAR","scalar":{"value":5},"shared":{},
              "reservations":[{"type":"STATIC","role":"r"}],
              "disk":{"persistence":{"id":"v"},"volume":{"container_path":"data"}}}]}
            > offer f1 r a cpus:1;disk(r)[v:data]<SHARED>:5
            {"op":"add_framework","id":"f2","roles":["r"],"capabilities":["SHARED_RESOURCES"]}
            > offer f2 r a disk(r)[v:data]<SHARED>:5
            """);
        Assert.Equal(cell.Amount("cpus:1;disk:5"), cell.Allocator.CellOut());
    }

    [Fact]
    public void What_is_out_exceeds_the_total_of_an_agent_that_shrank()
    {
        Transcript cell = new Transcript().Play("""
            {"op":"add_framework","id":"f","roles":["r"]}
            {"op":"add_agent","id":"a","resources":"cpus:4;mem:100"}
            > offer f r a cpus:4;mem:100
            {"op":"update_agent","id":"a","resources":"cpus:1;mem:100"}
            """);
        Assert.Equal(cell.Amount("cpus:4;mem:100"), cell.Allocator.CellOut());
    }

    [Fact]
    public void Filters_are_counted_for_each_role_without_its_sub_roles()
    {
        Transcript cell = new Transcript().Play("""
            {"op":"add_agent","id":"a","resources":"cpus:1"}
            {"op":"add_framework","id":"f1","roles":["r"]}
            > offer f1 r a cpus:1
            {"op":"decline","framework":"f1","agent":"a","refuse_seconds":100}
            {"op":"add_framework","id":"f2","roles":["r"]}
            > offer f2 r a cpus:1
            {"op":"decline","framework":"f2","agent":"a","refuse_seconds":100}
            {"op":"add_framework","id":"f3","roles":["r/s"]}
            > offer f3 r/s a cpus:1
            {"op":"decline","framework":"f3","agent":"a","refuse_seconds":100}
            """);
        Assert.Equal(2, cell.Allocator.FilterCountOf(cell.Role("r")));
        Assert.Equal(1, cell.Allocator.FilterCountOf(cell.Role("r/s")));
        Assert.Equal(0, cell.Allocator.FilterCountOf(cell.Role("other")));
        Assert.Equal(3, cell.Allocator.FilterCount);
    }

    [Fact]
    public void A_limit_of_zero_is_a_limit()
    {
        Transcript cell = new Transcript().Play("""
            {"op":"update_quota","role":"r","guarantees":"disk:3","limits":"cpus:0;disk:7.5"}
            """);
        ResourceLimits limits = cell.Allocator.LimitsOf(cell.Role("r"));
        Assert.Equal(0, limits[Kind(cell, "cpus")]);
        Assert.Equal(7_500, limits[Kind(cell, "disk")]);
        Assert.Null(limits[Kind(cell, "mem")]);
        Assert.Equal(cell.Amount("disk:3"), cell.Allocator.GuaranteeOf(cell.Role("r")));
    }

    [Fact]
    public void Agents_and_frameworks_are_found_by_name_while_they_are_there()
    {
        Transcript cell = new Transcript().Play("""
            {"op":"add_framework","id":"f","roles":["r"]}
            {"op":"add_agent","id":"a","resources":"cpus:1"}
            > offer f r a cpus:1
            """);
        Assert.True(cell.Allocator.TryFindAgent("a", out AgentId agent));
        Assert.Equal("a", cell.Allocator.NameOf(agent));
        Assert.True(cell.Allocator.TryFindFramework("f", out FrameworkId framework));
        Assert.Equal("f", cell.Allocator.NameOf(framework));
        Assert.False(cell.Allocator.TryFindAgent("f", out _));
        Assert.False(cell.Allocator.TryFindFramework("a", out _));
        cell.Play("""
            {"op":"remove_agent","id":"a"}
            {"op":"remove_framework","id":"f"}
            """);
        Assert.False(cell.Allocator.TryFindAgent("a", out _));
        Assert.False(cell.Allocator.TryFindFramework("f", out _));
    }

    [Fact]
    public void An_unknown_role_has_no_figures()
    {
        Allocator cell = new(ResourceSchema.CreateStandard(), AllocatorOptions.Mesos);
        RoleId unknown = new(7);
        Assert.Throws<ArgumentException>(() => cell.GuaranteeOf(unknown));
        Assert.Throws<ArgumentException>(() => cell.LimitsOf(unknown));
        Assert.Throws<ArgumentException>(() => cell.FilterCountOf(unknown));
    }

    private static ResourceKind Kind(Transcript cell, string name)
    {
        Assert.True(cell.Allocator.Schema.TryFind(name, out ResourceKind kind));
        return kind;
    }
}
