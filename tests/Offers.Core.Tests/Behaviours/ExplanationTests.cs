namespace Offers.Core.Tests.Behaviours;

/// <summary>What the verdicts on a framework come to.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public void Verdicts_stand_by_role_and_agent_and_are_counted()
    {
        Scene scene = MixedCell();
        FrameworkExplanation found = scene.Explain("f");
        Assert.Equal(
            [
                "a s1 BelowMinimum", "a s2 BelowMinimum", "a s3 AgentDeactivated",
                "a s4 NothingFree", "b s1 Suppressed", "b s2 Suppressed", "b s3 AgentDeactivated",
                "b s4 Suppressed",
            ],
            found.Verdicts.Select(v =>
                $"{scene.Allocator.NameOf(v.Role)} {scene.Allocator.NameOf(v.Agent)} {v.Code}"));
        Assert.Equal(2, found.CountOf(RefusalCode.BelowMinimum));
        Assert.Equal(2, found.CountOf(RefusalCode.AgentDeactivated));
        Assert.Equal(3, found.CountOf(RefusalCode.Suppressed));
        Assert.Equal(1, found.CountOf(RefusalCode.NothingFree));
        Assert.Equal(0, found.CountOf(RefusalCode.None));
        Assert.Equal(0, found.CountOf((RefusalCode)99));
        Assert.Equal(8, Enum.GetValues<RefusalCode>().Sum(found.CountOf));
        Assert.Equal(scene.FrameworkId("f"), found.Framework);
    }

    [Fact]
    public void The_most_frequent_reason_dominates()
    {
        Assert.Equal(RefusalCode.Suppressed, MixedCell().Explain("f").Dominant);
    }

    [Fact]
    public void Of_equally_frequent_reasons_that_which_is_checked_first_dominates()
    {
        Scene scene = new Scene().Framework("f", "r", "cpus:4").Agent("s1", "cpus:1");
        scene.Agent("s2", "cpus:4").Do(new DeactivateAgent("s2")).Return("f", "s2");
        Assert.Equal(RefusalCode.AgentDeactivated, scene.Explain("f").Dominant);
    }

    [Fact]
    public void What_will_be_offered_is_no_reason()
    {
        Scene scene = new Scene().Framework("f", "r", "cpus:4");
        for (int i = 0; i < 3; i++)
        {
            scene.Agent($"large{i}", "cpus:4").Return("f", $"large{i}");
        }

        FrameworkExplanation found = scene.Explain("f");
        Assert.Equal(3, found.CountOf(RefusalCode.None));
        Assert.Equal(RefusalCode.None, found.Dominant);
        Assert.Null(found.Closest);
        scene.Agent("small", "cpus:1").Do(new DeactivateAgent("large0"));
        scene.Do(new DeactivateAgent("large1"));
        Assert.Equal(RefusalCode.AgentDeactivated, scene.Explain("f").Dominant);
    }

    [Fact]
    public void The_closest_lacks_the_least_part_of_what_it_needs()
    {
        Scene scene = new Scene().Framework("f", "r", "cpus:10", "mem:1000");
        scene.Agent("s1", "cpus:5;mem:500").Agent("s2", "cpus:1;mem:900");
        scene.Agent("s3", "cpus:9;mem:1");
        Verdict closest = scene.Explain("f").Closest!.Value;
        Assert.Equal("s2", scene.Allocator.NameOf(closest.Agent));
        Assert.Equal("mem", scene.Schema.NameOf(closest.Kind!.Value));
        Assert.Equal((1_000_000, 900_000, 100_000),
            (closest.Needed, closest.Found, closest.Missing));
    }

    /// <summary>To lift the reason of the closest gives an offer.</summary>
    [Fact]
    public void The_closest_failed_the_latest_check()
    {
        Scene scene = new Scene().Framework("f", "r", "cpus:2").Agent("s1", "cpus:1.999");
        scene.Agent("s2", "cpus:4").Decline("f", "s2", 100).Agent("s3", "cpus:4");
        scene.Return("f", "s3").Do(new DeactivateAgent("s3")).TakeOffers();
        Verdict closest = scene.Explain("f").Closest!.Value;
        Assert.Equal((RefusalCode.RefuseFilter, scene.AgentId("s2")),
            (closest.Code, closest.Agent));
        scene.Tick().OffersNothing().Revive("f").Offers("f r s2 cpus:4");
    }

    [Fact]
    public void Time_since_the_last_offer_is_over_all_roles()
    {
        Scene scene = new Scene().Framework("f", "a b").Advance(3);
        Assert.Null(scene.Explain("f").SinceLastOffer);
        scene.Agent("s", "cpus:4").Offers("f a s cpus:4");
        Assert.Equal(TimeSpan.Zero, scene.Explain("f").SinceLastOffer);
        scene.Advance(7.25).Decline("f", "s", 1_000, "a");
        Assert.Equal(TimeSpan.FromSeconds(7.25), scene.Explain("f").SinceLastOffer);
        scene.Batch().Offers("f b s cpus:4").Advance(2);
        Assert.Equal(TimeSpan.FromSeconds(2), scene.Explain("f").SinceLastOffer);
    }

    [Fact]
    public void Nobody_has_no_explanation()
    {
        Scene scene = new Scene().Framework("f", "r");
        FrameworkId gone = scene.FrameworkId("f");
        Assert.Empty(scene.Explain("f").Verdicts);
        scene.Do(new RemoveFramework("f"));
        Assert.Throws<ArgumentException>(() => scene.Allocator.Explain(gone, scene.Now));
    }

    /// <summary>
    /// Asked before every batch, and never asked, a cell decides the same, and every verdict comes
    /// true: what is said to be offered is, unless somebody comes first, and nothing else is.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Verdicts_come_true(int seed)
    {
        Scene asked = History(seed, explains: true);
        Scene silent = History(seed, explains: false);
        Assert.Equal(StateDigest.Of(silent.Allocator), StateDigest.Of(asked.Allocator));
    }

    private static Scene History(int seed, bool explains)
    {
        Random random = new(seed);
        Scene scene = new() { AutoSettle = false };
        scene.Quota("r0", "cpus:3", "cpus:9").Quota("r1", "", "cpus:6;mem:40");
        for (int i = 0; i < 4; i++)
        {
            scene.Framework($"f{i}", $"r{i % 3}", $"cpus:{1 + i}");
            scene.Agent($"s{i}", $"cpus:{4 + i};mem:{16 * (i + 1)}");
        }

        for (int step = 0; step < 60; step++)
        {
            scene.Advance(1);
            HashSet<string> promised = explains ? Promised(scene) : [];
            string[] offers = scene.Batch().TakeOffers();
            if (explains)
            {
                HashSet<string> made = [.. offers.Select(o => o[..o.LastIndexOf(' ')])];
                Assert.Subset(promised, made);
                Assert.Equal(promised.Count > 0, made.Count > 0);
            }

            foreach (string[] offer in offers.Select(o => o.Split(' ')))
            {
                if (random.Next(3) == 0)
                {
                    scene.Accept(offer[0], offer[2], offer[3]);
                }
                else
                {
                    scene.Decline(offer[0], offer[2], random.Next(12));
                }
            }

            EndSomething(scene, random);
        }

        return scene;
    }

    private static void EndSomething(Scene scene, Random random)
    {
        int agent = random.Next(4);
        for (int i = 0; i < 4; i++)
        {
            RoleId role = scene.Allocator.Role($"r{i % 3}");
            ResourceSet held = scene.Allocator.AllocatedSetTo(
                scene.FrameworkId($"f{i}"), role, scene.AgentId($"s{agent}"));
            if (!held.IsEmpty)
            {
                scene.End($"f{i}", $"s{agent}", held.ToString());
            }
        }
    }

    private static HashSet<string> Promised(Scene scene)
    {
        HashSet<string> promised = [];
        for (int i = 0; i < 4; i++)
        {
            promised.UnionWith(scene.Explain($"f{i}").Verdicts
                .Where(v => v.Code == RefusalCode.None)
                .Select(v => $"f{i} r{i % 3} {scene.Allocator.NameOf(v.Agent)}"));
        }

        return promised;
    }

    /// <summary>
    /// f wants 4 cpus in role a and is suppressed in b; of its agents two are small, one is
    /// deactivated and one is out.
    /// </summary>
    private static Scene MixedCell()
    {
        Scene scene = new();
        scene.Agent("s4", "cpus:4", "g", "x", "cpus:4").Framework("g", "x").Suppress("g");
        scene.Do(new AddFramework(
            "f", Scene.Description("a b", FrameworkCapabilities.MultiRole, "b") with
            {
                Minimums = [new RoleMinimum("a", [scene.Amount("cpus:4")])],
            }));
        scene.Agent("s1", "cpus:1").Agent("s2", "cpus:1");
        return scene.Agent("s3", "cpus:1").Do(new DeactivateAgent("s3"));
    }
}
