namespace Offers.Core.Tests.Behaviours;

/// <summary>Section 19, item 3: quota where several of its rules meet.</summary>
public sealed class QuotaCornerTests
{
    private static readonly AllocatorOptions Hierarchical =
        AllocatorOptions.Default with { VisitOrder = AgentVisitOrder.ByName };

    /// <summary>
    /// Eight agents of a cpu go in turn to a and z, and within a to b and c, until b is at its own
    /// limit of 2 and a, with c's one, at its 3.
    /// </summary>
    [Fact]
    public void Limits_without_guarantees_hold_along_the_path()
    {
        Scene scene = new(Hierarchical) { AutoSettle = false };
        scene.Quota("a", "", "cpus:3").Quota("a/b", "", "cpus:2");
        scene.Framework("fb", "a/b").Framework("fc", "a/c").Framework("fz", "z");
        Assert.Equal(["fb:2", "fc:1", "fz:5"], Totals(AddAgents(scene, 8).Settle()));
        scene.Do(new RemoveFramework("fz")).Tick().OffersNothing();
        scene.Do(new RemoveFramework("fc"));
        Assert.Equal([], Totals(scene.Tick()));
        scene.Quota("a/b", "", "cpus:5");
        Assert.Equal(["fb:1"], Totals(scene.Tick()));
    }

    /// <summary>
    /// In the Mesos mode the limit is the top-level role's own: sub-roles pass it, and what they
    /// took counts against it from the next run on.
    /// </summary>
    [Fact]
    public void A_limit_in_mesos_mode_is_not_the_sub_roles()
    {
        Scene scene = new() { AutoSettle = false };
        scene.Quota("a", "", "cpus:2").Framework("fb", "a/b");
        Assert.Equal(["fb:4"], Totals(AddAgents(scene, 4).Settle()));
        scene.Do(new AddAgent("t", scene.Set("cpus:4"))).Framework("fa", "a").Suppress("fb");
        scene.Settle().OffersNothing();
        scene.Return("fb", "s1").Return("fb", "s2").Return("fb", "s3").Tick();
        Assert.Equal(["fa:1"], Totals(scene));
    }

    [Fact]
    public void A_guarantee_above_the_cluster_takes_all_and_leaves_nothing()
    {
        Scene scene = new() { AutoSettle = false };
        scene.Quota("q", "cpus:100", "").Framework("fn", "n").Framework("fq", "q");
        Assert.Equal(["fq:4"], Totals(AddAgents(scene, 4).Settle()));
        scene.Suppress("fq");
        for (int i = 1; i <= 4; i++)
        {
            scene.Return("fq", $"s{i}");
        }

        scene.Tick().OffersNothing();
        scene.Quota("q", "cpus:3", "").Tick();
        Assert.Equal(["fn:1"], Totals(scene));
    }

    /// <summary>What one role has beyond its guarantee does not pay for another.</summary>
    [Theory]
    [InlineData(true, "fn:1")]
    [InlineData(false, "below:3")]
    public void One_role_above_its_guarantee_and_one_below(bool isSuppressed, string expected)
    {
        Scene scene = new() { AutoSettle = false };
        scene.Quota("above", "cpus:4", "").Quota("below", "cpus:4", "");
        scene.Agent("p1", "cpus:6", "above", "above", "cpus:6");
        scene.Agent("p2", "cpus:2", "below", "below", "cpus:2");
        scene.Framework("above", "above").Framework("below", "below").Framework("fn", "n");
        if (isSuppressed)
        {
            scene.Suppress("below").Suppress("above");
        }

        scene.Agent("s", "cpus:3").Batch();
        Assert.Equal([expected], Totals(scene));
    }

    [Fact]
    public void Revocable_resources_are_never_charged()
    {
        Scene scene = new();
        scene.Quota("q", "cpus:2", "cpus:2").Framework("f", "q",
            FrameworkCapabilities.MultiRole | FrameworkCapabilities.RevocableResources);
        scene.Agent("s1", "cpus{REV}:5").Offers("f q s1 cpus{REV}:5");
        AssertConsumed(scene, "q", "");
        scene.Agent("s2", "cpus:4;cpus{REV}:3").Offers("f q s2 cpus:2;cpus{REV}:3");
        AssertConsumed(scene, "q", "cpus:2");
        scene.Agent("s3", "cpus:4;cpus{REV}:3").Offers("f q s3 cpus{REV}:3");
        AssertConsumed(scene, "q", "cpus:2");
    }

    /// <summary>
    /// Two frameworks pick at one guarantee: what one refuses the other is given, and what both
    /// refuse stays idle, but for what nobody is owed.
    /// </summary>
    [Fact]
    public void Two_frameworks_with_filters_share_one_guarantee()
    {
        Scene scene = new() { AutoSettle = false };
        scene.Quota("q", "cpus:4", "cpus:4").Framework("f1", "q").Framework("f2", "q");
        scene.Agent("s1", "cpus:2").Agent("s2", "cpus:2").Agent("s3", "cpus:2").Settle();
        scene.Offers("f1 q s1 cpus:2", "f2 q s2 cpus:2").Decline("f1", "s1", 1_000);
        scene.Tick().Offers("f2 q s1 cpus:2").Decline("f2", "s1", 1_000);
        scene.Tick().Offers("f1 q s3 cpus:2").Decline("f1", "s3", 1_000);
        scene.Decline("f2", "s2", 1_000);
        scene.Tick().Offers("f1 q s2 cpus:2", "f2 q s3 cpus:2");
        scene.Decline("f1", "s2", 1_000).Decline("f2", "s3", 1_000).Framework("g", "n");

        // Of 6 cpus 4 are owed to q, whose frameworks refused them all.
        scene.Tick().Offers("g n s1 cpus:2");
        scene.Tick().OffersNothing();
    }

    [Fact]
    public void Several_dimensions_short_at_once_are_made_up_agent_by_agent()
    {
        Scene scene = new() { AutoSettle = false };
        const string All = "cpus:4;mem:400;disk:40";
        scene.Quota("q", All, All).Framework("f", "q").Framework("g", "n");
        scene.Agent("s1", "cpus:2").Agent("s2", "mem:200").Agent("s3", "cpus:4;mem:400;disk:100");
        scene.Settle().Offers(
            "f q s1 cpus:2", "f q s2 mem:200", "f q s3 cpus:2;disk:40;mem:200",
            "g n s3 cpus:2;disk:60;mem:200");
        AssertConsumed(scene, "q", All);
    }

    /// <summary>
    /// The same with no limit: with its guarantee made up the role takes the whole agent, as nobody
    /// is owed anything (deliberate: less fragmentation).
    /// </summary>
    [Fact]
    public void Without_a_limit_the_rest_of_the_agent_comes_along()
    {
        Scene scene = new() { AutoSettle = false };
        scene.Quota("q", "cpus:4;mem:400;disk:40", "").Framework("f", "q").Framework("g", "n");
        scene.Agent("s1", "cpus:4;mem:400;disk:100").Settle();
        scene.Offers("f q s1 cpus:4;disk:100;mem:400");
    }

    private static Scene AddAgents(Scene scene, int count)
    {
        for (int i = 1; i <= count; i++)
        {
            scene.Agent($"s{i}", "cpus:1");
        }

        return scene;
    }

    /// <summary>How many cpus each framework has been offered, as "f:2".</summary>
    private static IEnumerable<string> Totals(Scene scene) => scene.TakeOffers()
        .Select(offer => offer.Split(' '))
        .GroupBy(words => words[0], words => int.Parse(words[3]["cpus:".Length..], null))
        .Select(group => $"{group.Key}:{group.Sum()}");

    private static void AssertConsumed(Scene scene, string role, string expected) => Assert.Equal(
        scene.Amount(expected), scene.Allocator.ConsumedBy(scene.Allocator.Role(role)));
}
