using System.Text.Json;

namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// Each reason for not offering, with its numbers, and against its opposite: with that one reason
/// lifted, the next run gives the offer. Asking changes nothing.
/// </summary>
public sealed class RefusalCodeTests
{
    private const string OnRackR1 =
        """
        {"role_constraints":{"r":{"groups":[{"attribute_constraints":[
        {"selector":{"attribute_name":"rack"},"predicate":{"text_equals":{"value":"r1"}}}]}]}}}
        """;

    [Fact]
    public void None()
    {
        Scene scene = new Scene().Framework("f", "r").Agent("s", "cpus:4").Return("f", "s");
        Verdict verdict = Ask(scene);
        Assert.Equal(
            new Verdict(Role(scene), scene.AgentId("s"), RefusalCode.None, null, 0, 0, null),
            verdict);
        AssertText(scene, "the next run will offer s", verdict);
        AssertOffers(scene, "f r s cpus:4");
    }

    /// <summary>What the first step of a run will give is not held back from its own role.</summary>
    [Fact]
    public void None_for_who_is_guaranteed()
    {
        Scene scene = new() { AutoSettle = false };
        scene.Quota("r", "cpus:4", "").Framework("f", "r").Agent("s", "cpus:2");
        Assert.Equal(RefusalCode.None, Ask(scene).Code);
        AssertOffers(scene, "f r s cpus:2");
    }

    [Fact]
    public void Paused()
    {
        Scene scene = new Scene().Framework("f", "r").Do(new Pause()).Agent("s", "cpus:4");
        AssertPlain(scene, RefusalCode.Paused, "runs are paused: resume them");
        AssertOffers(scene.Do(new Resume()), "f r s cpus:4");
    }

    /// <summary>Time alone ends the wait after a failover, and asking does not.</summary>
    [Fact]
    public void Paused_until_the_recovery_times_out()
    {
        Scene scene = new Scene().Quota("q", "cpus:1", "").Framework("f", "r");
        scene.Do(new RecoverCluster(10)).Agent("s", "cpus:4");
        AssertPlain(scene, RefusalCode.Paused, "runs are paused: resume them");
        scene.Advance(599);
        Assert.Equal(RefusalCode.None, Ask(scene).Code);
        Assert.True(scene.Allocator.IsPaused);
        scene.Batch().Offers("f r s cpus:3");
    }

    [Fact]
    public void NotWhitelisted()
    {
        Scene scene = new Scene().Framework("f", "r").Do(new SetWhitelist(["other"]));
        scene.Agent("s", "cpus:4");
        AssertPlain(scene, RefusalCode.NotWhitelisted, "s waits to be put on the whitelist");
        AssertOffers(scene.Do(new SetWhitelist(["other", "s"])), "f r s cpus:4");
    }

    [Fact]
    public void AgentDeactivated()
    {
        Scene scene = new Scene().Agent("s", "cpus:4").Do(new DeactivateAgent("s"));
        scene.Framework("f", "r");
        AssertPlain(scene, RefusalCode.AgentDeactivated, "s waits to be activated");
        AssertOffers(scene.Do(new ActivateAgent("s")), "f r s cpus:4");
    }

    [Fact]
    public void FrameworkInactive()
    {
        Scene scene = new Scene().Framework("f", "r").Do(new DeactivateFramework("f"));
        scene.Agent("s", "cpus:4");
        AssertPlain(scene, RefusalCode.FrameworkInactive, "the framework waits to be activated");
        scene.AutoSettle = false;
        AssertOffers(scene.Do(new ActivateFramework("f")), "f r s cpus:4");
    }

    [Fact]
    public void Suppressed()
    {
        Scene scene = new Scene().Framework("f", "r").Suppress("f").Agent("s", "cpus:4");
        AssertPlain(scene, RefusalCode.Suppressed, "offers under r wait to be revived");
        scene.AutoSettle = false;
        AssertOffers(scene.Revive("f"), "f r s cpus:4");
    }

    [Fact]
    public void NothingFree()
    {
        Scene scene = new Scene().Agent("s", "cpus:4", "g", "r", "cpus:4").Framework("g", "r");
        scene.Suppress("g").Framework("f", "r");
        AssertPlain(scene, RefusalCode.NothingFree,
            "all of s is out: it waits for something to return");
        AssertOffers(scene.End("g", "s", "cpus:1"), "f r s cpus:1");
    }

    [Fact]
    public void SortedBehind()
    {
        Scene scene = new() { AutoSettle = false };
        scene.Framework("f", "r").Framework("first", "a").Agent("s", "cpus:4").Settle();
        scene.Offers("first a s cpus:4");
        Verdict verdict = Ask(scene);
        Assert.Equal(
            new Verdict(Role(scene), scene.AgentId("s"), RefusalCode.SortedBehind, null, 0, 0,
                scene.FrameworkId("first")),
            verdict);
        AssertText(scene, "s went to first, which came first", verdict);

        scene = new() { AutoSettle = false };
        scene.Framework("f", "r").Agent("s", "cpus:4");
        AssertOffers(scene, "f r s cpus:4");
    }

    /// <summary>
    /// What went to another in an earlier run is simply out: the order of the last run did not
    /// decide it.
    /// </summary>
    [Fact]
    public void SortedBehind_is_said_of_the_last_run_only()
    {
        Scene scene = new() { AutoSettle = false };
        scene.Framework("f", "r").Framework("first", "a").Agent("s", "cpus:4").Settle();
        scene.Tick();
        Assert.Equal(RefusalCode.NothingFree, Ask(scene).Code);
    }

    /// <summary>Who could not have taken it anyway is not behind anybody.</summary>
    [Fact]
    public void SortedBehind_needs_that_nothing_else_was_in_the_way()
    {
        Scene scene = new() { AutoSettle = false };
        scene.Framework("f", "r", "cpus:5").Framework("first", "a").Agent("s", "cpus:4").Settle();
        Assert.Equal(RefusalCode.NothingFree, Ask(scene).Code);
    }

    [Fact]
    public void ReservedForOthers()
    {
        Scene scene = new Scene().Framework("f", "r").Agent("s", "cpus(other):4");
        AssertPlain(scene, RefusalCode.ReservedForOthers,
            "what is free on s is reserved for other roles than r");
        scene.AutoSettle = false;
        AssertOffers(scene.Total("s", "cpus(r):4"), "f r s cpus(r):4");
    }

    [Theory]
    [InlineData("rack:r2", RefusalCode.Constraint)]
    [InlineData("rack:r1", RefusalCode.None)]
    public void Constraint(string attributes, RefusalCode code)
    {
        Scene scene = new() { AutoSettle = false };
        FrameworkDescription description = Scene.Description("r", FrameworkCapabilities.MultiRole);
        scene.Do(new AddFramework("f", description with
        {
            Constraints = OfferConstraints.FromJson(JsonDocument.Parse(OnRackR1).RootElement),
        }));
        scene.Do(new AddAgent("s", scene.Set("cpus:4"))
        {
            Attributes = AgentAttributes.Parse(attributes),
        });
        Verdict verdict = Ask(scene);
        Assert.Equal(code, verdict.Code);
        AssertOffers(scene, code == RefusalCode.None ? ["f r s cpus:4"] : []);
        if (code != RefusalCode.None)
        {
            AssertText(scene, "the framework's offer constraints leave s out", verdict);
            scene.Do(new UpdateAgent("s") { Attributes = AgentAttributes.Parse("rack:r1") });
            AssertOffers(scene, "f r s cpus:4");
        }
    }

    /// <summary>Of the alternatives the one that is nearest: a fifth of mem, not half of cpus.</summary>
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
    public void Capability_of_the_agent()
    {
        Scene scene = new Scene().Framework("f", "r").Agent("s", "cpus:4;gpus:1");
        AssertPlain(scene, RefusalCode.Capability,
            "s asks for a capability that the framework does not declare");
        scene.Do(new UpdateFramework("f", Scene.Description("r",
            FrameworkCapabilities.MultiRole | FrameworkCapabilities.GpuResources)));
        AssertOffers(scene, "f r s cpus:4;gpus:1");
    }

    [Fact]
    public void Capability_for_all_that_is_there()
    {
        Scene scene = new Scene().Framework("f", "r").Agent("s", "cpus{REV}:4");
        AssertPlain(scene, RefusalCode.Capability,
            "s asks for a capability that the framework does not declare");
        scene.Do(new UpdateFramework("f", Scene.Description("r",
            FrameworkCapabilities.MultiRole | FrameworkCapabilities.RevocableResources)));
        AssertOffers(scene, "f r s cpus{REV}:4");
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

    [Fact]
    public void HoardLimit()
    {
        Scene scene = new(Scene.InNameOrder with { HoardLimit = 600 });
        scene.Framework("f", "r").Agent("p", "cpus:4").Agent("s", "cpus:4");
        Verdict verdict = Ask(scene);
        Assert.Equal(RefusalCode.HoardLimit, verdict.Code);
        AssertText(scene, "the framework holds as much of the cell in open offers as it may",
            verdict);
        scene.TakeOffers();
        AssertOffers(scene.Accept("f", "p", "cpus:4"), "f r s cpus:4");
    }

    /// <summary>
    /// Step 2 of a run goes on where step 1 finds that a guarantee is met, and so does the
    /// explanation.
    /// </summary>
    [Fact]
    public void GuaranteeMet_never_stands_alone()
    {
        Scene scene = new Scene().Quota("r", "cpus:1", "").Framework("f", "r");
        scene.Agent("p", "cpus:1").Accept("f", "p", "cpus:1").Agent("s", "cpus:4");
        scene.TakeOffers();
        scene.Return("f", "s");
        Verdict verdict = Ask(scene);
        Assert.Equal(RefusalCode.None, verdict.Code);
        AssertText(scene, "the guarantee of r is met",
            verdict with { Code = RefusalCode.GuaranteeMet });
        AssertOffers(scene, "f r s cpus:4");
    }

    [Fact]
    public void Every_code_has_a_test_of_its_name()
    {
        string[] tests = [.. typeof(RefusalCodeTests).GetMethods().Select(m => m.Name)];
        Assert.All(Enum.GetNames<RefusalCode>(), code =>
            Assert.Contains(tests, test => test == code
                || test.StartsWith(code + "_", StringComparison.Ordinal)));
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

    private static RoleId Role(Scene scene) => scene.Allocator.Role("r");

    /// <summary>The verdict on framework f, role r and agent s; asking has changed nothing.</summary>
    private static Verdict Ask(Scene scene)
    {
        ulong before = StateDigest.Of(scene.Allocator);
        FrameworkExplanation explanation = scene.Explain("f");
        Assert.Equal(before, StateDigest.Of(scene.Allocator));
        Assert.Equal(0, scene.Allocator.Outbox.Count);
        return explanation.Verdicts.Single(v => v.Agent == scene.AgentId("s"));
    }

    /// <summary>A reason without numbers, which also keeps the next run from offering.</summary>
    private static void AssertPlain(Scene scene, RefusalCode code, string text)
    {
        Verdict verdict = Ask(scene);
        Assert.Equal(
            new Verdict(Role(scene), scene.AgentId("s"), code, null, 0, 0, null), verdict);
        AssertText(scene, text, verdict);
        AssertOffers(scene);
    }

    private static void AssertNumbers(
        Scene scene, Verdict verdict, RefusalCode code, string kind, long needed, long found)
    {
        Assert.Equal(code, verdict.Code);
        Assert.Equal(kind, scene.Schema.NameOf(verdict.Kind!.Value));
        Assert.Equal((needed * 1_000, found * 1_000), (verdict.Needed, verdict.Found));
        Assert.Equal((needed - found) * 1_000, verdict.Missing);
        AssertOffers(scene);
    }

    private static void AssertText(Scene scene, string expected, Verdict verdict) =>
        Assert.Equal(expected, scene.Allocator.Describe(in verdict));

    /// <summary>The next batch makes these offers.</summary>
    private static void AssertOffers(Scene scene, params string[] expected)
    {
        scene.TakeOffers();
        scene.Tick().Offers(expected);
    }
}
