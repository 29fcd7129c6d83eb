namespace Offers.Core.Tests.Masters;

/// <summary>What changes nothing may not be felt, and what is told may not be more than is known.</summary>
public sealed class RefusedReportTests
{
    [Theory]
    [InlineData("estimate")]
    [InlineData("total")]
    [InlineData("failed operation")]
    public void Resources_beyond_all_bounds_are_refused_and_every_offer_stays(string report)
    {
        MasterScene scene = new();
        ResourceSet most = scene.Set("cpus:1000000000000;mem:64;cpus{REV}:1");
        scene.Do(new RegisterAgent(new AgentProfile("a1", most), 8))
            .Agent("a2", "cpus:1;mem:64")
            .Framework("f1", "*", FrameworkCapabilities.RevocableResources)
            .Settle();
        Assert.NotEmpty(scene.OffersOf("f1"));
        ResourceSet more = scene.Set("cpus:1125899906842;mem:64");
        ClusterStatus status = scene.Try(report switch
        {
            "estimate" => new ReportRevocable("a1", scene.Set("cpus{REV}:1125899906000")),
            "total" => new ReportTotal("a1", more),
            _ => new ReportOperation("a1", "f1", "o1", OperationState.Failed, default)
            {
                Total = more,
            },
        });
        Assert.Equal((ClusterStatus.CellTooLarge, Durability.None), (status, scene.Durability));
        Assert.Empty(scene.ToldOf(MessageKind.Rescinded));
    }

    [Fact]
    public void An_executor_may_not_use_a_volume_that_the_same_accept_has_resized()
    {
        LaunchScene scene = new();
        ExecutorDescription executor = scene.Executor with
        {
            Resources = scene.Master.Set("cpus:0.1;mem:32;disk(r,DYNAMIC,p)[v1(p):data]:60"),
        };
        scene.Hold().Accept(
            new ShrinkVolume(scene.Master.Set(LaunchScene.Volume), 40_000),
            new LaunchTasks([LaunchScene.In(scene.Task, executor)]));
        Assert.Equal(TaskViolation.UsesResizedVolume, scene.TaskViolation);
    }

    [Fact]
    public void Only_of_an_unreachable_agent_is_it_told_since_when()
    {
        MasterScene scene = new MasterScene().Agent("a1", "cpus:4;mem:4096")
            .Framework(MasterScene.Profile("f1") with { FailoverTimeout = TimeSpan.FromDays(1) })
            .Settle().Launch("f1", "t1", "cpus:1;mem:64").Forget();
        scene.Do(new ReregisterAgent(
            new AgentProfile("a1", scene.Set("cpus:4;mem:4096")), scene.NewConnection(), []));
        ClusterMessage told = scene.Messages.Single(m => m.Kind == MessageKind.TaskUpdated);
        Assert.Equal((TaskState.Lost, default(Timestamp)), (told.State, told.When));
        TaskUpdated heard = Assert.IsType<TaskUpdated>(scene.Cluster.EventOf(in told));
        Assert.Null(heard.UnreachableSince);
    }
}
