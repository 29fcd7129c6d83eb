namespace Offers.Core.Tests.Masters;

/// <summary>Preemption through a master: announced, killed, kept, used.</summary>
public sealed class PreemptionTests
{
    private static MasterScene Full()
    {
        MasterScene scene = new(new ClusterOptions
        {
            Preemption = new PreemptionOptions
            {
                Grace = TimeSpan.FromSeconds(30),
                KillGrace = TimeSpan.FromSeconds(3),
                KeepFor = TimeSpan.FromSeconds(60),
            },
        });
        scene.Agent("a1", "cpus:4;mem:4096").Framework("rich", "rich").Settle();
        OfferReceived offer = scene.OfferTo("rich");
        TaskDescription[] tasks =
            [.. Enumerable.Range(1, 4).Select(i => scene.Task($"t{i}", "a1", "cpus:1;mem:1024"))];
        scene.Accept("rich", offer, new LaunchTasks([.. tasks]));
        return scene.Framework("poor", "poor").Settle().Forget();
    }

    private static Preempt Claim(MasterScene scene, int count = 1) => new(new PreemptionClaim(
        "poor", "poor", PreemptionCause.OverShare, scene.Set("cpus:1;mem:1024").Plain, count));

    [Fact]
    public void A_victim_is_announced_then_killed_and_its_pieces_go_to_the_claimant()
    {
        MasterScene scene = Full();
        scene.Do(Claim(scene));
        Assert.Equal(["InverseOffered rich a1 t1 1-2"], scene.Told);
        scene.Advance(29);
        Assert.Empty(scene.ToldOf(MessageKind.Kill));
        scene.Advance(1);
        Assert.Equal(["Kill rich a1 t1 ContainerPreempted 3"], scene.ToldOf(MessageKind.Kill));
        scene.Forget().Update("rich", "a1", "t1", TaskState.Killed).Framework("third", "third");
        scene.Advance(1);
        Assert.Equal("", scene.OfferedTo("third"));
        Assert.Equal("", scene.OfferedTo("rich"));
        Assert.Equal("cpus:1;mem:1024", scene.OfferedTo("poor"));
        scene.Launch("poor", "p1", "cpus:1;mem:1024");
        Assert.Empty(scene.Cluster.Preemptions!.Running);
        PreemptionRecord record = Assert.Single(scene.Cluster.Preemptions.Records);
        Assert.Equal(VictimOutcome.Killed, record.Outcome);
    }

    [Fact]
    public void A_victim_that_leaves_by_itself_is_not_killed()
    {
        MasterScene scene = Full();
        scene.Do(Claim(scene)).Update("rich", "a1", "t1", TaskState.Finished).Advance(60);
        Assert.Empty(scene.ToldOf(MessageKind.Kill));
        Assert.Equal("cpus:1;mem:1024", scene.OfferedTo("poor"));
        Assert.Equal(["InverseRescinded rich a1 1-2 NothingLeft"],
            scene.ToldOf(MessageKind.InverseRescinded));
    }

    [Fact]
    public void Pieces_that_nobody_uses_go_to_everybody_in_the_end()
    {
        MasterScene scene = Full();
        scene.Do(Claim(scene)).Update("rich", "a1", "t1", TaskState.Finished);
        scene.Do(new SuppressOffers("poor", [])).Advance(59);
        Assert.Equal("", scene.OfferedTo("rich"));
        scene.Advance(40);
        Assert.Equal("cpus:1;mem:1024", scene.OfferedTo("rich"));
    }

    [Fact]
    public void Who_withdraws_saves_the_victim()
    {
        MasterScene scene = Full();
        scene.Do(Claim(scene)).Do(new WithdrawPreemption("poor")).Advance(60);
        Assert.Empty(scene.ToldOf(MessageKind.Kill));
        Assert.Single(scene.ToldOf(MessageKind.InverseRescinded));
    }

    [Fact]
    public void A_claim_without_right_is_refused_with_the_reason()
    {
        MasterScene scene = Full();
        Assert.Equal(ClusterStatus.PreemptionRefused, scene.Try(new Preempt(new PreemptionClaim(
            "rich", "rich", PreemptionCause.OverShare, scene.Set("cpus:1;mem:1024").Plain, 1))));
        Assert.Equal(PreemptionStatus.NothingEligible, scene.Cluster.PlanPreemption(
            new PreemptionClaim("rich", "rich", PreemptionCause.OverShare,
                scene.Set("cpus:1;mem:1024").Plain, 1)).Status);
        Assert.Equal(ClusterStatus.PreemptionRefused,
            new MasterScene().Framework("poor", "poor").Try(Claim(scene)));
    }

    [Fact]
    public void Losing_the_agent_or_the_claimant_ends_it()
    {
        MasterScene scene = Full();
        scene.Do(Claim(scene)).Do(new UnregisterAgent("a1"));
        Assert.Empty(scene.Cluster.Preemptions!.Running);
        scene = Full();
        scene.Do(Claim(scene)).Do(new TearDown("poor")).Advance(60);
        Assert.Empty(scene.Cluster.Preemptions!.Running);
        Assert.Empty(scene.ToldOf(MessageKind.Kill));
    }

    [Fact]
    public void Explanations_say_for_whom_it_is_kept()
    {
        MasterScene scene = Full();
        scene.Do(Claim(scene)).Update("rich", "a1", "t1", TaskState.Finished);
        scene.Cluster.Allocator.TryFindFramework("rich", out FrameworkId rich);
        Verdict verdict = Assert.Single(
            scene.Cluster.Allocator.Explain(rich, scene.Now).Verdicts);
        Assert.Equal(RefusalCode.KeptForOther, verdict.Code);
    }
}
