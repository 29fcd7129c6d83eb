namespace Offers.Core.Tests.Agents;

/// <summary>What operations and the machine make of an agent's resources.</summary>
public sealed class AgentOperationTests
{
    private static AgentScene Operate(
        AgentScene scene, OfferOperation operation, long version = 0) =>
        scene.Hear(new OperationReceived("f", operation) { ResourceVersion = version });

    private static ResourceSet Set(string text) => AgentScene.Set(text);

    private static IEnumerable<AgentReport> Reports(AgentScene scene) =>
        scene.Actions.OfType<SendReport>().Select(s => s.Report);

    [Fact]
    public void Operations_change_what_it_has_and_are_kept()
    {
        AgentScene scene = new AgentScene().Register();
        ResourceSet before = scene.Agent.Total;
        Operate(scene, new ReserveResources(Set("disk(r):100")));
        Operate(scene, new CreateVolumes(Set("disk(r)[v:/v]:60")));
        Assert.Contains(
            "disk(r)[v:/v]:60", scene.Agent.Total.ToString(), StringComparison.Ordinal);
        Assert.Equal(scene.Agent.Total,
            Agent.Restore(scene.Rows).Total);
        Operate(scene, new ShrinkVolume(Set("disk(r)[v:/v]:60"), 20_000));
        Operate(scene, new GrowVolume(Set("disk(r)[v:/v]:40"), Set("disk(r):5")));
        Operate(scene, new DestroyVolumes(Set("disk(r)[v:/v]:45")));
        Operate(scene, new UnreserveResources(Set("disk(r):100")));
        Assert.Equal(before, scene.Agent.Total);
        Assert.Empty(scene.Actions);
    }

    [Fact]
    public void What_it_cannot_do_it_reports_with_what_it_has()
    {
        AgentScene scene = new AgentScene().Register();
        Operate(scene, new UnreserveResources(Set("disk(r):1")));
        Assert.Equal(1, Assert.IsType<ReportTotal>(Reports(scene).Single()).ResourceVersion);
        scene.Forget();
        Operate(scene, new UnreserveResources(Set("disk(r):1")) { Id = "o" }, version: 1);
        ReportOperation failed = Reports(scene).OfType<ReportOperation>().Single();
        Assert.Equal((OperationState.Failed, scene.Agent.Total, 2L),
            (failed.State, failed.Total, failed.ResourceVersion));
        scene.Hear(new OperationAcknowledged("f", "o", failed.Update));
        Assert.Equal(0, scene.Agent.OperationCount);
    }

    [Fact]
    public void An_operation_decided_before_the_master_knew_what_it_has_now_is_dropped()
    {
        AgentScene scene = new AgentScene().Register();
        ResourceSet more = Set("cpus:4;mem:4096;disk:2000;ports:[1-9]");
        scene.Do(new TotalChanged(more)).Forget();
        Operate(scene, new ReserveResources(Set("disk(r):100")) { Id = "o" });
        ReportOperation dropped = Assert.IsType<ReportOperation>(Reports(scene).Single());
        Assert.Equal((OperationState.Dropped, 1L), (dropped.State, dropped.ResourceVersion));
        Assert.Equal(more, scene.Agent.Total);
        Operate(scene, new ReserveResources(Set("disk(r):100")), version: 1);
        Assert.Equal(Set("cpus:4;mem:4096;disk:1900;disk(r):100;ports:[1-9]"),
            scene.Agent.Total);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(60_000)]
    [InlineData(60_001)]
    public void A_volume_cannot_shrink_to_nothing(long amount)
    {
        AgentScene scene = new AgentScene().Register();
        Operate(scene, new ReserveResources(Set("disk(r):100")));
        Operate(scene, new CreateVolumes(Set("disk(r)[v:/v]:60")));
        ResourceSet before = scene.Agent.Total;
        Operate(scene, new ShrinkVolume(Set("disk(r)[v:/v]:60"), amount) { Id = "o" });
        Assert.Equal(before, scene.Agent.Total);
        Assert.Equal(OperationState.Failed,
            Reports(scene).OfType<ReportOperation>().Single().State);
    }

    [Fact]
    public void What_changes_while_it_waits_to_be_admitted_is_told_besides()
    {
        AgentScene scene = new AgentScene().Do(new MasterConnected(1));
        scene.Do(new TotalChanged(Set("cpus:8")));
        Assert.Empty(scene.Actions);
        scene.Wait(1);
        RegisterAgent register = Assert.IsType<RegisterAgent>(Reports(scene).First());
        Assert.Equal((Set("cpus:8"), 1L),
            (register.Profile.Resources, register.Profile.ResourceVersion));
        scene.Do(new TotalChanged(Set("cpus:9")));
        Assert.Equal(2, Assert.IsType<ReportTotal>(Reports(scene).Last()).ResourceVersion);
    }
}
