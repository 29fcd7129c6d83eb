namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// Section 19, item 2: the capability filters one by one. Agents with gpus stand in
/// <see cref="OfferSizeTests"/>.
/// </summary>
public sealed class CapabilityFilterTests
{
    private const FrameworkCapabilities None = FrameworkCapabilities.None;
    private const FrameworkCapabilities Multi = FrameworkCapabilities.MultiRole;

    [Theory]
    [InlineData("here", "there", Multi, false)]
    [InlineData("here", "there", Multi | FrameworkCapabilities.RegionAware, true)]
    [InlineData("here", "here", Multi, true)]
    [InlineData("here", null, Multi, true)]
    [InlineData(null, "there", Multi, true)]
    public void Agents_of_other_regions_go_to_those_who_know_regions(
        string? master, string? agent, FrameworkCapabilities capabilities, bool isOffered)
    {
        Scene scene = new(Scene.InNameOrder with
        {
            Domain = master is null ? null : new Domain(master, "z1"),
        });
        scene.Framework("f", "r", capabilities);
        scene.Do(new AddAgent("s", scene.Set("cpus:4"))
        {
            Domain = agent is null ? null : new Domain(agent, "z2"),
        });
        scene.Offers(isOffered ? ["f r s cpus:4"] : []);
    }

    [Theory]
    [InlineData("a", AgentCapabilities.All, true)]
    [InlineData("a/b", AgentCapabilities.All, true)]
    [InlineData("a", AgentCapabilities.All & ~AgentCapabilities.HierarchicalRole, true)]
    [InlineData("a/b", AgentCapabilities.All & ~AgentCapabilities.HierarchicalRole, false)]
    public void Roles_in_a_hierarchy_need_agents_that_know_them(
        string role, AgentCapabilities capabilities, bool isOffered)
    {
        Scene scene = new Scene().Framework("f", role);
        scene.Do(new AddAgent("s", scene.Set("cpus:4")) { Capabilities = capabilities });
        scene.Offers(isOffered ? [$"f {role} s cpus:4"] : []);
    }

    [Theory]
    [InlineData(Multi, AgentCapabilities.All, true)]
    [InlineData(None, AgentCapabilities.All, true)]
    [InlineData(Multi, AgentCapabilities.All & ~AgentCapabilities.MultiRole, false)]
    [InlineData(None, AgentCapabilities.All & ~AgentCapabilities.MultiRole, true)]
    public void Frameworks_of_many_roles_need_agents_that_know_them(
        FrameworkCapabilities framework, AgentCapabilities agent, bool isOffered)
    {
        Scene scene = new Scene().Framework("f", "r", framework);
        scene.Do(new AddAgent("s", scene.Set("cpus:4")) { Capabilities = agent });
        scene.Offers(isOffered ? ["f r s cpus:4"] : []);
    }

    /// <summary>An agent that learns what it lacked is offered at once.</summary>
    [Fact]
    public void A_capability_that_an_agent_gains_counts()
    {
        Scene scene = new Scene().Framework("f", "a/b");
        scene.Do(new AddAgent("s", scene.Set("cpus:4"))
        {
            Capabilities = AgentCapabilities.MultiRole,
        });
        scene.OffersNothing();
        scene.Do(new UpdateAgent("s") { Capabilities = AgentCapabilities.All });
        scene.Offers("f a/b s cpus:4");
    }

    [Theory]
    [InlineData(FrameworkCapabilities.ReservationRefinement,
        "cpus(a):1;cpus(a|a/b,DYNAMIC,p):2;cpus:4", "cpus(a):1;cpus:4")]
    [InlineData(FrameworkCapabilities.RevocableResources, "cpus{REV}:2;cpus:4", "cpus:4")]
    [InlineData(FrameworkCapabilities.SharedResources,
        "disk(a)[v]<SHARED>:5;cpus:4", "cpus:4")]
    public void Items_that_need_a_capability_are_left_out_without_it(
        FrameworkCapabilities capability, string all, string rest)
    {
        Scene scene = new Scene().Framework("f", "a/b", Multi).Agent("s", all);
        scene.Offers($"f a/b s {scene.Set(rest)}");
        scene = new Scene().Framework("f", "a/b", Multi | capability).Agent("s", all);
        scene.Offers($"f a/b s {scene.Set(all)}");
    }

    /// <summary>What one cannot take is not lost for the next.</summary>
    [Fact]
    public void Items_left_out_go_to_who_can_take_them()
    {
        Scene scene = new() { AutoSettle = false };
        scene.Framework("first", "a").Framework("then", "b",
            Multi | FrameworkCapabilities.RevocableResources);
        scene.Agent("s", "cpus:4;cpus{REV}:2").Settle();
        scene.Offers("first a s cpus:4", "then b s cpus{REV}:2");
    }
}
