namespace Offers.Core.Tests.Behaviours;

/// <summary>Section 12 of the behaviours page, for both sorters.</summary>
public sealed class SorterBooksTests
{
    [Theory]
    [InlineData(SorterKind.Drf)]
    [InlineData(SorterKind.Random)]
    public void S30_UpdateAllocation(SorterKind kind)
    {
        const string Volume = "disk(a)[v]:5";
        SorterBench sorter = new(kind: kind);
        sorter.Total("cpus:10;mem:10;disk:10").Give("a", "cpus:10;mem:10;disk:10");
        Convert(sorter, "a", "disk:5", Volume);
        sorter.Holds("a", "cpus:10;mem:10;disk:5;" + Volume);
        Sums(sorter, "a", "cpus:10;mem:10;disk:10");
        sorter.Share("a", 1);

        SorterBench other = new(kind: kind);
        other.Total("cpus:10;mem:10;disk:10").Give("c", "cpus:10;mem:10;disk:10");
        Convert(other, "c", "cpus:10;mem:10;disk:10", "");
        other.Holds("c", "").Share("c", 0);
        Sums(other, "c", "");
    }

    [Theory]
    [InlineData(SorterKind.Drf)]
    [InlineData(SorterKind.Random)]
    public void S31_UpdateAllocationNestedClient(SorterKind kind)
    {
        const string Volume = "disk(a/x)[v]:5";
        SorterBench sorter = new(kind: kind);
        sorter.Total("cpus:10;mem:10;disk:10").Add("b/y");
        sorter.Give("a/x", "cpus:10;mem:10;disk:10");
        Convert(sorter, "a/x", "disk:5", Volume);
        sorter.Holds("a/x", "cpus:10;mem:10;disk:5;" + Volume).Holds("b/y", "");
        Sums(sorter, "a/x", "cpus:10;mem:10;disk:10");
        Sums(sorter, "a", "cpus:10;mem:10;disk:10");
        Sums(sorter, "b", "");
        Convert(sorter, "a/x", "cpus:10;mem:10;disk:5;" + Volume, "");
        sorter.Holds("a/x", "");
        Sums(sorter, "a", "");
    }

    [Theory]
    [InlineData(SorterKind.Drf)]
    [InlineData(SorterKind.Random)]
    public void S32_AllocationForInactiveClient(SorterKind kind)
    {
        SorterBench sorter = new(kind: kind);
        sorter.Total("cpus:10;mem:10");
        sorter.Tell(new AddFramework(
            "a", Scene.Description("a", FrameworkCapabilities.MultiRole))
        { IsActive = false });
        sorter.Give("a", "cpus:2;mem:2").Give("b", "cpus:3;mem:3");
        sorter.Holds("a", "cpus:2;mem:2").Holds("b", "cpus:3;mem:3").Order("b");
        Sums(sorter, "a", "cpus:2;mem:2");
        Sums(sorter, "b", "cpus:3;mem:3");
        Assert.Equal(sorter.Scene.Amount("cpus:5;mem:5"),
            sorter.Scene.Allocator.FreeOn(sorter.Scene.AgentId("pool")));
    }

    private static void Convert(
        SorterBench sorter, string client, string consumed, string converted) =>
        sorter.Tell(new ConvertHeld(client, "pool", client,
        [
            new Conversion(sorter.Scene.Set(consumed), sorter.Scene.Set(converted)),
        ])
        { IsAllocated = true });

    private static void Sums(SorterBench sorter, string role, string amounts)
    {
        Allocator allocator = sorter.Scene.Allocator;
        Assert.Equal(sorter.Scene.Amount(amounts), allocator.HeldBy(allocator.Role(role)));
    }
}
