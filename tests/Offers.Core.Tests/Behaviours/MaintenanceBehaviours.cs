namespace Offers.Core.Tests.Behaviours;

/// <summary>Section 7 of the behaviours page: maintenance.</summary>
public sealed class MaintenanceBehaviours
{
    /// <summary>
    /// f holds nothing on agent2, so nobody is asked about it. When a window begins is asked of
    /// the allocator.
    /// </summary>
    [Theory]
    [InlineData("agent1", "agent2")]
    [InlineData("agent2", "agent1")]
    public void A60_MaintenanceInverseOffers(string firstPlanned, string thenPlanned)
    {
        foreach (string order in Transcript.Orders)
        {
            Transcript cell = new Transcript(order).Play("""
                {"op":"add_framework","id":"f","roles":["*"]}
                {"op":"add_agent","id":"agent1","resources":"cpus:2;mem:1024"}
                > offer f * agent1 cpus:2;mem:1024
                {"op":"add_agent","id":"agent2","resources":"cpus:2;mem:1024"}
                > offer f * agent2 cpus:2;mem:1024
                {"op":"decline","framework":"f","agent":"agent2","refuse_seconds":86400}
                """);
            string[] first = Plan(cell, firstPlanned);
            string[] then = Plan(cell, thenPlanned);
            Assert.Equal(["inverse_offer f agent1"], [.. first, .. then]);
            Assert.Equal(firstPlanned == "agent1" ? 1 : 0, first.Length);
            Assert.Equal(60, cell.Allocator.MaintenanceOf(cell.Agent("agent1"))?.Seconds);
            Assert.Equal(60, cell.Allocator.MaintenanceOf(cell.Agent("agent2"))?.Seconds);
            cell.Play("""
                {"op":"settle"}
                {"op":"advance"}
                """);
        }
    }

    [Fact]
    public void A60_MaintenanceInverseOffers_ask_for_everything()
    {
        Cell cell = new() { AutoSettle = false };
        cell.AddFramework("f", "role").AddAgent("a", "cpus:2;mem:1024").Settle();
        Timestamp start = cell.Now + TimeSpan.FromSeconds(60);
        Assert.Equal(
            AllocatorStatus.Ok, cell.Allocator.SetMaintenance(cell.Agent("a"), start, cell.Now));
        cell.Allocator.RunPending(cell.Now);
        AllocatorOutbox outbox = cell.Allocator.Outbox;
        Assert.Equal(1, outbox.Count);
        Assert.Equal(EffectKind.InverseOffered, outbox.Effects[0].Kind);
        Assert.Equal(cell.Framework("f"), outbox.Effects[0].Framework);
        Assert.Equal(cell.Agent("a"), outbox.Effects[0].Agent);
        Assert.True(outbox.ResourceSetOf(0).IsEmpty);
    }

    private static string[] Plan(Transcript cell, string agent) =>
        cell.Feed($$"""{"op":"maintenance","agent":"{{agent}}","start":60}""");
}
