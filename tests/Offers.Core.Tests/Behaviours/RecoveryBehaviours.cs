namespace Offers.Core.Tests.Behaviours;

/// <summary>Section 4 of the behaviours page: recovery of resources, agent changes.</summary>
public sealed class RecoveryBehaviours
{
    private const string AllCapabilities = """
        ["MULTI_ROLE","HIERARCHICAL_ROLE","RESERVATION_REFINEMENT","RESOURCE_PROVIDER",
         "RESIZE_VOLUME","AGENT_OPERATION_FEEDBACK","AGENT_DRAINING","TASK_RESOURCE_LIMITS"]
        """;

    [Fact]
    public void A30_RecoverResources() => Transcript.Holds("""
        {"op":"add_agent","id":"a","resources":"cpus(role1):1;mem(role1):200;cpus:1;mem:200"}
        {"op":"add_framework","id":"f","roles":["role1"]}
        > offer f role1 a cpus(role1):1;cpus:1;mem(role1):200;mem:200
        {"op":"recover","framework":"f","agent":"a","resources":"cpus(role1):1;mem(role1):200"}
        {"op":"advance"}
        > offer f role1 a cpus(role1):1;mem(role1):200
        {"op":"recover","framework":"f","agent":"a","resources":"cpus:1;mem:200"}
        {"op":"advance"}
        > offer f role1 a cpus:1;mem:200
        """);

    [Fact]
    public void A32_UpdateSlaveCapabilities() => Transcript.Holds($$"""
        {"op":"add_framework","id":"f","roles":["role"]}
        {"op":"add_agent","id":"a","resources":"cpus:1;mem:1;disk:1",
         "capabilities":["HIERARCHICAL_ROLE","RESERVATION_REFINEMENT"]}
        {"op":"update_agent","id":"a","capabilities":{{AllCapabilities}}}
        > offer f role a cpus:1;disk:1;mem:1
        """);

    [Fact]
    public void A33_DontOfferOldAgentToMultiRoleFramework() => Transcript.Holds("""
        {"op":"add_framework","id":"f","roles":["foo"]}
        {"op":"add_agent","id":"a","resources":"cpus:2;mem:1024","capabilities":[]}
        {"op":"advance"}
        """);

    /// <summary>MESOS-621.</summary>
    [Fact]
    public void A34_RemoveSlaveRecoverResources() => Transcript.Holds("""
        {"op":"add_framework","id":"f1","roles":["role"]}
        {"op":"add_agent","id":"agent1","resources":"cpus:2;mem:200"}
        > offer f1 role agent1 cpus:2;mem:200
        {"op":"add_framework","id":"f2","roles":["role"]}
        {"op":"add_agent","id":"agent2","resources":"cpus:1;mem:100"}
        > offer f2 role agent2 cpus:1;mem:100
        {"op":"remove_agent","id":"agent1"}
        {"op":"add_agent","id":"agent3","resources":"cpus:1;mem:100"}
        > offer f1 role agent3 cpus:1;mem:100
        """);

    /// <summary>
    /// Afterwards the books are as they were, and the same agents can come again. A quota makes
    /// the allocator keep its books of reservations at all.
    /// </summary>
    [Fact]
    public void A37_NonScalarReservationTrackingMESOS_9555()
    {
        foreach (string order in Transcript.Orders)
        {
            Transcript cell = new(order);
            cell.Play("""{"op":"update_quota","role":"role","guarantees":{"cpus":1}}""");
            for (int i = 0; i < 2; i++)
            {
                cell.Play("""
                    {"op":"add_agent","id":"a1","resources":"cpus:1;mem:1;disk:1;ports(role):[1-2]"}
                    {"op":"add_agent","id":"a2","resources":"cpus:1;mem:1;disk:1;ports(role):[1-2]"}
                    {"op":"remove_agent","id":"a1"}
                    {"op":"remove_agent","id":"a2"}
                    """);
                Assert.True(cell.Allocator.CellTotal.IsZero);
                Assert.True(cell.Allocator.ConsumedBy(cell.Role("role")).IsZero);
            }
        }
    }
}
