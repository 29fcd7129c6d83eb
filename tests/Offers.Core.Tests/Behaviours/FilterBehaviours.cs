namespace Offers.Core.Tests.Behaviours;

/// <summary>Section 2 of the behaviours page: filters, suppress, revive, activation.</summary>
public sealed class FilterBehaviours
{
    [Fact]
    public void A10_OfferFilter()
    {
        Transcript cell = new Transcript().Play("""
            {"op":"add_framework","id":"f","roles":["role"]}
            {"op":"add_agent","id":"a","resources":"cpus:1;mem:512"}
            > offer f role a cpus:1;mem:512
            {"op":"decline","framework":"f","agent":"a","refuse_seconds":2}
            """);
        RoleId role = cell.Role("role");
        Assert.Equal(1, cell.Allocator.FilterCountOf(role));
        cell.Play("""{"op":"advance"}""");
        Assert.Equal(1, cell.Allocator.FilterCountOf(role));
        cell.Play("""
            {"op":"advance"}
            > offer f role a cpus:1;mem:512
            """);
        Assert.Equal(0, cell.Allocator.FilterCountOf(role));
    }

    /// <summary>MESOS-4302.</summary>
    [Fact]
    public void A11_SmallOfferFilterTimeout() => Transcript.Holds("""
        {"op":"init","interval":60}
        {"op":"add_framework","id":"f1","roles":["role"]}
        {"op":"add_framework","id":"f2","roles":["role"]}
        {"op":"add_agent","id":"a1","resources":"cpus:1;mem:512",
         "used":{"f1":{"role":"role","resources":"cpus:1;mem:512"}}}
        {"op":"add_agent","id":"a2","resources":"cpus:1;mem:512"}
        > offer f2 role a2 cpus:1;mem:512
        {"op":"decline","framework":"f2","agent":"a2","refuse_seconds":1}
        {"op":"advance","seconds":1}
        # The filter still holds for this batch, though its second is long past.
        {"op":"advance","seconds":60}
        > @60 offer f1 role a2 cpus:1;mem:512
        {"op":"recover","framework":"f1","agent":"a2","resources":"*"}
        {"op":"advance","seconds":60}
        > @120 offer f2 role a2 cpus:1;mem:512
        """);

    [Fact]
    public void A12_RemoveFilters() => Transcript.Holds("""
        {"op":"add_framework","id":"f","roles":["role"]}
        {"op":"add_agent","id":"a","resources":"cpus:1;mem:512"}
        > offer f role a cpus:1;mem:512
        {"op":"decline","framework":"f","agent":"a","refuse_seconds":2}
        {"op":"advance"}
        {"op":"update_agent","id":"a","attributes":"foo:bar;baz:quux"}
        > offer f role a cpus:1;mem:512
        """);

    [Fact]
    public void A13_ReviveOffers() => Transcript.Holds("""
        {"op":"add_framework","id":"f","roles":["role"]}
        {"op":"add_agent","id":"a","resources":"cpus:2;mem:1024"}
        > offer f role a cpus:2;mem:1024
        {"op":"decline","framework":"f","agent":"a","refuse_seconds":1000}
        {"op":"advance"}
        {"op":"revive","framework":"f","roles":[]}
        > offer f role a cpus:2;mem:1024
        """);

    [Fact]
    public void A14_SuppressAndReviveOffers() => Transcript.Holds("""
        {"op":"add_framework","id":"f","roles":["role"]}
        {"op":"add_agent","id":"a","resources":"cpus:2;mem:1024"}
        > offer f role a cpus:2;mem:1024
        {"op":"revive","framework":"f","roles":[]}
        {"op":"recover","framework":"f","agent":"a"}
        {"op":"suppress","framework":"f","roles":[]}
        {"op":"advance"}
        {"op":"revive","framework":"f","roles":[]}
        > offer f role a cpus:2;mem:1024
        """);

    [Fact]
    public void A16_DeactivateAndReactivateFramework() => Transcript.Holds("""
        {"op":"add_framework","id":"f","roles":["role"]}
        {"op":"add_agent","id":"a","resources":"cpus:2;mem:1024"}
        > offer f role a cpus:2;mem:1024
        {"op":"recover","framework":"f","agent":"a"}
        {"op":"suppress","framework":"f","roles":[]}
        {"op":"deactivate_framework","id":"f"}
        {"op":"advance"}
        # Active again, but still suppressed.
        {"op":"activate_framework","id":"f"}
        {"op":"revive","framework":"f","roles":[]}
        > offer f role a cpus:2;mem:1024
        """);

    /// <summary>The list names hosts, not agents, and does not run the algorithm.</summary>
    [Fact]
    public void A18_Whitelist() => Transcript.Holds("""
        {"op":"whitelist","hosts":["dummy-agent"]}
        {"op":"add_agent","id":"a","hostname":"host","resources":"cpus:2;mem:1024"}
        {"op":"add_framework","id":"f","roles":["*"]}
        {"op":"advance"}
        {"op":"whitelist","hosts":["dummy-agent","a"]}
        {"op":"advance"}
        {"op":"whitelist","hosts":["dummy-agent","host"]}
        {"op":"settle"}
        {"op":"advance"}
        > offer f * a cpus:2;mem:1024
        """);
}
