using Offers.Core.Tests.Masters;

namespace Offers.Core.Tests.Behaviours;

/// <summary>The reasons that only a cluster brings about.</summary>
public sealed partial class RefusalCodeTests
{
    [Fact]
    public void OfferOpen()
    {
        MasterScene scene = new(new ClusterOptions { OptimisticOffers = true });
        scene.Agent("s", "cpus:4").Framework("f", "r").Settle();
        AssertOnly(scene, "f", RefusalCode.OfferOpen,
            "the framework has an offer of s that it has not answered");
        scene.Decline("f");
        AssertOnly(scene, "f", RefusalCode.None, "the next run will offer s");
    }

    [Fact]
    public void KeptForOther()
    {
        MasterScene scene = new(new ClusterOptions { Preemption = new PreemptionOptions() });
        scene.Agent("s", "cpus:2").Framework("f", "r").Settle();
        OfferReceived offer = scene.OfferTo("f");
        scene.Accept("f", offer, new LaunchTasks(
            [scene.Task("t1", "s", "cpus:1"), scene.Task("t2", "s", "cpus:1")]));
        scene.Framework("g", "q").Do(new Preempt(new PreemptionClaim(
            "g", "q", PreemptionCause.OverShare, scene.Set("cpus:1").Plain, 1)));
        scene.Update("f", "s", "t1", TaskState.Finished);
        AssertOnly(scene, "f", RefusalCode.KeptForOther,
            "what is free on s is kept for others, for whom tasks were preempted");
        AssertOnly(scene, "g", RefusalCode.None, "the next run will offer s");
    }

    private static void AssertOnly(
        MasterScene scene, string framework, RefusalCode code, string text)
    {
        Allocator allocator = scene.Cluster.Allocator;
        Assert.True(allocator.TryFindFramework(framework, out FrameworkId id));
        Verdict verdict = Assert.Single(allocator.Explain(id, scene.Now).Verdicts);
        Assert.Equal((code, text), (verdict.Code, allocator.Describe(verdict)));
    }
}
