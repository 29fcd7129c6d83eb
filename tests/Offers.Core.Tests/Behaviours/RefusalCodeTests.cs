using System.Text.Json;

namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// Each reason for not offering, with its numbers, and against its opposite: with that one reason
/// lifted, the next run gives the offer. Asking changes nothing.
/// </summary>
public sealed partial class RefusalCodeTests
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

    /// <summary>What step 1 of a run will give is not held back from its own role.</summary>
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

    private static RoleId Role(Scene scene) => scene.Allocator.Role("r");

    /// <summary>The verdict on framework f, role r and agent s; asking changes nothing.</summary>
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
