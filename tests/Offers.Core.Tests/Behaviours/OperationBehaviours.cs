namespace Offers.Core.Tests.Behaviours;

/// <summary>Section 5 of the behaviours page: operations on offered or free resources.</summary>
public sealed class OperationBehaviours
{
    private const string Volume = """
        {"name":"disk","type":"SCALAR","scalar":{"value":5},
         "disk":{"persistence":{"id":"vol"},"volume":{"container_path":"data"}}}
        """;

    private const string SharedVolume = """
        {"name":"disk","type":"SCALAR","scalar":{"value":5},
         "reservations":[{"type":"STATIC","role":"role1"}],"shared":{},
         "disk":{"persistence":{"id":"svol"},"volume":{"container_path":"data"}}}
        """;

    private const string Offered = """
        {"op":"add_framework","id":"f","roles":["role1"]}
        {"op":"add_agent","id":"a","resources":"cpus:100;mem:100;disk:100"}
        > offer f role1 a cpus:100;disk:100;mem:100
        """;

    private const string AllReturned = """
        {"op":"recover","framework":"f","agent":"a","role":"role1"}
        {"op":"advance"}
        """;

    [Fact]
    public void A40_UpdateAllocation() => Transcript.Holds($$"""
        {{Offered}}
        {"op":"convert","framework":"f","agent":"a","role":"role1",
         "conversions":[{"consumed":"disk:5","converted":[{{Continued(Volume)}}]}]}
        {{AllReturned}}
        > offer f role1 a cpus:100;disk:95;disk[vol:data]:5;mem:100
        """);

    [Fact]
    public void A41_UpdateAllocationRemoveResources() => Transcript.Holds($$"""
        {{Offered}}
        {"op":"convert","framework":"f","agent":"a","role":"role1",
         "conversions":[{"consumed":"disk:100","converted":""}]}
        {{AllReturned}}
        > offer f role1 a cpus:100;mem:100
        """);

    [Fact]
    public void A42_UpdateAllocationSharedPersistentVolume()
    {
        const string Original = "cpus:100;disk(role1):100;mem:100";
        foreach (string order in Transcript.Orders)
        {
            Transcript cell = new Transcript(order).Play($$"""
                {"op":"add_framework","id":"f","roles":["role1"],
                 "capabilities":["SHARED_RESOURCES"]}
                {"op":"add_agent","id":"a","resources":"cpus:100;mem:100;disk(role1):100"}
                > offer f role1 a {{Original}}
                {"op":"convert","framework":"f","agent":"a","role":"role1","conversions":
                 [{"consumed":"disk(role1):5","converted":[{{Continued(SharedVolume)}}]}]}
                {{AllReturned}}
                > offer f role1 a cpus:100;disk(role1):95;disk(role1)[svol:data]<SHARED>:5;mem:100
                {"op":"convert","framework":"f","agent":"a","role":"role1","conversions":
                 [{"consumed":[{{Continued(SharedVolume)}}],"converted":"disk(role1):5"}]}
                """);
            Assert.Equal(Original, cell.Allocator.TotalSetOf(cell.Agent("a")).ToString());
            Assert.True(cell.Allocator.FreeSetOn(cell.Agent("a")).IsEmpty);
            cell.Play($$"""
                {{AllReturned}}
                > offer f role1 a {{Original}}
                """);
        }
    }

    [Fact]
    public void A45_UpdateAvailableSuccess() => Transcript.Holds("""
        {"op":"add_agent","id":"a","resources":"cpus:100;mem:100;disk:100"}
        {"op":"add_reservation","agent":"a","role":"role1","resources":"cpus:25;mem:50"}
        > {"event":"add_reservation","ok":true}
        {"op":"add_framework","id":"f","roles":["role1"]}
        > offer f role1 a cpus(role1,DYNAMIC):25;cpus:75;disk:100;mem(role1,DYNAMIC):50;mem:50
        """);

    [Fact]
    public void A46_UpdateAvailableFail() => Transcript.Holds($$"""
        {{Offered}}
        {"op":"add_reservation","agent":"a","role":"role1","resources":"cpus:25;mem:50"}
        > {"event":"add_reservation","ok":false}
        # The books are untouched.
        {{AllReturned}}
        > offer f role1 a cpus:100;disk:100;mem:100
        """);

    /// <summary>A text of several lines inside of a command of a transcript.</summary>
    private static string Continued(string json) =>
        json.Replace("\n", "", StringComparison.Ordinal);
}
