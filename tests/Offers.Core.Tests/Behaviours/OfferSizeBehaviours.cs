namespace Offers.Core.Tests.Behaviours;

/// <summary>Section 3 of the behaviours page: the minimum offer size.</summary>
public sealed class OfferSizeBehaviours
{
    [Fact]
    public void A20_Allocatable() => Transcript.Holds("""
        {"op":"add_framework","id":"f","roles":["role1"]}
        {"op":"add_agent","id":"a1","resources":"cpus:0.005;mem:16;disk:128"}
        {"op":"add_agent","id":"a2","resources":"cpus:0.01;mem:16;disk:128"}
        > offer f role1 a2 cpus:0.01;disk:128;mem:16
        {"op":"add_agent","id":"a3","resources":"cpus:0.005;mem:32;disk:128"}
        > offer f role1 a3 cpus:0.005;disk:128;mem:32
        {"op":"add_agent","id":"a4",
         "resources":"cpus:0.015;mem:16;disk:128;cpus(role1):0.015;mem(role1):16"}
        > offer f role1 a4 cpus(role1):0.015;cpus:0.015;disk:128;mem(role1):16;mem:16
        {"op":"advance"}
        """);

    /// <summary>Sums across reserved and unreserved are what counts: neither is enough.</summary>
    [Theory]
    [InlineData("cpus(role1):0.005;cpus:0.005")]
    [InlineData("mem(role1):16;mem:16")]
    public void A20_Allocatable_counts_sums(string resources) => Transcript.Holds($$"""
        {"op":"add_framework","id":"f","roles":["role1"]}
        {"op":"add_agent","id":"a","resources":"{{resources}}"}
        > offer f role1 a {{resources}}
        """);

    [Fact]
    public void A21_FrameworkMinAllocatable() => Transcript.Holds("""
        {"op":"add_framework","id":"f","roles":["role1"]}
        {"op":"add_agent","id":"a","resources":"cpus:0.005;mem:16;disk:128"}
        {"op":"advance"}
        {"op":"update_framework","id":"f","roles":["role1"],
         "min_allocatable":{"role1":["cpus:0.0033"]}}
        {"op":"settle"}
        {"op":"advance"}
        > offer f role1 a cpus:0.005;disk:128;mem:16
        """);
}
