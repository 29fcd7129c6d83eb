namespace Offers.Core.Tests.Masters;

/// <summary>Totals and operations that pass each other on the way (resource versions).</summary>
public sealed class ResourceVersionTests
{
    private const string All = "cpus:4;mem:4096";

    [Fact]
    public void A_total_that_the_master_knows_does_not_undo_what_is_under_way()
    {
        MasterScene scene = Cell();
        scene.Do(Total(scene, "cpus:6;mem:4096", 1)).Advance(1);
        Reserve(scene, "o1");
        Assert.Equal("cpus(r,DYNAMIC,p):2;cpus:4;mem:4096", Books(scene));
        scene.Do(Total(scene, "cpus:6;mem:4096", 1));
        Assert.Equal(Durability.None, scene.Durability);
        Assert.Equal("cpus(r,DYNAMIC,p):2;cpus:4;mem:4096", Books(scene));
        scene.Do(Total(scene, "cpus:5;mem:4096", 2));
        Assert.Equal("cpus:5;mem:4096", Books(scene));
    }

    [Fact]
    public void Without_a_version_every_total_counts()
    {
        MasterScene scene = Cell();
        scene.Do(Total(scene, "cpus:6;mem:4096", 0)).Do(Total(scene, All, 0));
        Assert.Equal(All, Books(scene));
    }

    [Fact]
    public void A_failure_that_is_repeated_takes_nothing_back_twice()
    {
        MasterScene scene = Cell();
        Reserve(scene, "o1");
        ReportOperation failed = new("a1", "f1", "o1", OperationState.Failed, scene.NewUpdate())
        {
            Total = scene.Set(All),
            ResourceVersion = 1,
        };
        scene.Do(failed).Advance(1);
        Assert.Equal(All, Books(scene));
        Reserve(scene, "o2");
        scene.Do(failed);
        Assert.Equal("cpus(r,DYNAMIC,p):2;cpus:2;mem:4096", Books(scene));
    }

    [Fact]
    public void An_operation_says_which_resources_it_was_decided_on()
    {
        MasterScene scene = Cell();
        scene.Do(new ReregisterAgent(
            new AgentProfile("a1", scene.Set(All)) { ResourceVersion = 7 },
            scene.NewConnection(), [])).Advance(1);
        Reserve(scene, "o1");
        Assert.Equal(7, SentOperation(scene).ResourceVersion);
        scene.Do(Total(scene, All, 9)).Advance(1);
        Reserve(scene, "o2");
        Assert.Equal(9, SentOperation(scene).ResourceVersion);
    }

    [Fact]
    public void A_negative_version_is_refused()
    {
        MasterScene scene = Cell();
        Assert.Equal(ClusterStatus.InvalidValue, scene.Try(new RegisterAgent(
            new AgentProfile("a2", scene.Set(All)) { ResourceVersion = -1 }, 99)));
    }

    [Fact]
    public void A_launch_says_what_the_agent_has_to_keep_of_the_framework()
    {
        MasterScene scene = Cell();
        scene.Launch("f1", "t1", "cpus:1;mem:64");
        LaunchReceived launch = Assert.IsType<LaunchReceived>(scene.Cluster.InstructionOf(
            scene.Messages.Last(m => m.Kind == MessageKind.Launch)));
        Assert.Equal(("f1", "p"), (launch.Framework.Id, launch.Framework.Principal));
    }

    private static MasterScene Cell() => new MasterScene()
        .Agent("a1", All)
        .Framework(MasterScene.Profile("f1", "r") with { Principal = "p" })
        .Advance(1);

    private static ReportTotal Total(MasterScene scene, string total, long version) =>
        new("a1", scene.Set(total)) { ResourceVersion = version };

    private static string Books(MasterScene scene) =>
        scene.Cluster.Allocator.TryFindAgent("a1", out AgentId a1)
            ? scene.Cluster.Allocator.TotalSetOf(a1).ToString()
            : "none";

    private static void Reserve(MasterScene scene, string id) => scene.Accept(
        "f1", scene.OfferTo("f1"),
        new ReserveResources(scene.Set("cpus(r,DYNAMIC,p):2")) { Id = id });

    private static OperationReceived SentOperation(MasterScene scene) =>
        Assert.IsType<OperationReceived>(scene.Cluster.InstructionOf(
            scene.Messages.Last(m => m.Kind == MessageKind.ApplyOperation)));
}
