namespace Offers.Core.Tests.Behaviours;

/// <summary>Section 6 of the behaviours page: oversubscription.</summary>
public sealed class OversubscriptionBehaviours
{
    [Fact]
    public void A50_UpdateSlaveOversubscribedResources() => Transcript.Holds("""
        {"op":"add_framework","id":"f","roles":["role"],"capabilities":["REVOCABLE_RESOURCES"]}
        {"op":"add_agent","id":"a","resources":"cpus:100;mem:100;disk:100"}
        > offer f role a cpus:100;disk:100;mem:100
        {"op":"update_agent","id":"a","resources":"cpus:100;mem:100;disk:100;cpus{REV}:10"}
        > offer f role a cpus{REV}:10
        {"op":"update_agent","id":"a","resources":"cpus:100;mem:100;disk:100;cpus{REV}:12"}
        > offer f role a cpus{REV}:2
        # Twelve are out, five are there: what is free stops at zero.
        {"op":"update_agent","id":"a","resources":"cpus:100;mem:100;disk:100;cpus{REV}:5"}
        {"op":"advance"}
        """);

    [Fact]
    public void A51_OversubscribedNotAllocated() => Transcript.Holds("""
        {"op":"add_framework","id":"f","roles":["role"]}
        {"op":"add_agent","id":"a","resources":"cpus:100;mem:100;disk:100"}
        > offer f role a cpus:100;disk:100;mem:100
        {"op":"update_agent","id":"a","resources":"cpus:100;mem:100;disk:100;cpus{REV}:10"}
        {"op":"advance"}
        """);
}
