namespace Offers.Core.Tests.Behaviours;

/// <summary>Section 1 of the behaviours page: fair sharing.</summary>
public sealed class FairSharingBehaviours
{
    private const string AfterTheFirstAgent = """
        {"op":"add_framework","id":"f2","roles":["role2"]}
        {"op":"add_agent","id":"s2","resources":"cpus:1;mem:512"}
        > offer f2 role2 s2 cpus:1;mem:512
        # role2 1/6, role1 2/6 of a pool of 6 cpus and 3584 MB.
        {"op":"add_agent","id":"s3","resources":"cpus:3;mem:2048"}
        > offer f2 role2 s3 cpus:3;mem:2048
        {"op":"add_framework","id":"f3","roles":["role1"]}
        {"op":"add_agent","id":"s4","resources":"cpus:4;mem:4096"}
        > offer f3 role1 s4 cpus:4;mem:4096
        # f4 owns nothing, but the role decides first: role2 4/11, role1 5120/8192.
        {"op":"add_framework","id":"f4","roles":["role1"]}
        {"op":"add_agent","id":"s5","resources":"cpus:1;mem:512"}
        > offer f2 role2 s5 cpus:1;mem:512
        """;

    [Fact]
    public void A01_UnreservedDRF() => Transcript.Holds($$"""
        {"op":"add_agent","id":"s1","resources":"cpus:2;mem:1024"}
        {"op":"add_framework","id":"f1","roles":["role1"]}
        > offer f1 role1 s1 cpus:2;mem:1024
        {{AfterTheFirstAgent}}
        """);

    [Fact]
    public void A02_ReservedDRF() => Transcript.Holds("""
        {"op":"add_agent","id":"s1",
         "resources":"cpus:1;mem:512;cpus(role1):100;mem(role1):1024"}
        {"op":"add_framework","id":"f1","roles":["role1"]}
        > offer f1 role1 s1 cpus(role1):100;cpus:1;mem(role1):1024;mem:512
        {"op":"add_framework","id":"f2","roles":["role2"]}
        {"op":"add_agent","id":"s2","resources":"cpus:2;mem:512"}
        > offer f2 role2 s2 cpus:2;mem:512
        {"op":"add_agent","id":"s3","resources":"cpus:2;mem:512"}
        > offer f2 role2 s3 cpus:2;mem:512
        {"op":"add_framework","id":"f3","roles":["role1"]}
        {"op":"add_agent","id":"s4","resources":"cpus(role1):2;mem(role1):1024"}
        > offer f3 role1 s4 cpus(role1):2;mem(role1):1024
        """);

    [Fact]
    public void A03_DRFWithFairnessExclusion() => Transcript.Holds($$"""
        {"op":"init","fairness_exclude":["gpus"]}
        {"op":"add_agent","id":"s1","resources":"cpus:2;mem:1024;gpus:1"}
        {"op":"add_framework","id":"f1","roles":["role1"],"capabilities":["GPU_RESOURCES"]}
        > offer f1 role1 s1 cpus:2;gpus:1;mem:1024
        {{AfterTheFirstAgent}}
        """);

    /// <summary>With the only gpu of the cell role1 is at a share of 1 and gets no more.</summary>
    [Fact]
    public void A03_DRFWithFairnessExclusion_is_needed() => Transcript.Holds("""
        {"op":"add_agent","id":"s1","resources":"cpus:2;mem:1024;gpus:1"}
        {"op":"add_framework","id":"f1","roles":["role1"],"capabilities":["GPU_RESOURCES"]}
        > offer f1 role1 s1 cpus:2;gpus:1;mem:1024
        {"op":"add_framework","id":"f2","roles":["role2"]}
        {"op":"add_framework","id":"f3","roles":["role1"]}
        {"op":"add_agent","id":"s2","resources":"cpus:3;mem:2048"}
        > offer f2 role2 s2 cpus:3;mem:2048
        {"op":"add_agent","id":"s3","resources":"cpus:4;mem:4096"}
        > offer f2 role2 s3 cpus:4;mem:4096
        """);

    [Fact]
    public void A04_NestedRoleDRF() => Transcript.Holds("""
        {"op":"add_agent","id":"s1","resources":"cpus:2;mem:1024"}
        {"op":"add_framework","id":"f1","roles":["a/b"]}
        > offer f1 a/b s1 cpus:2;mem:1024
        {"op":"add_framework","id":"f2","roles":["a/c"]}
        {"op":"add_framework","id":"f3","roles":["d/e"]}
        {"op":"add_agent","id":"s2","resources":"cpus:1;mem:512"}
        > offer f3 d/e s2 cpus:1;mem:512
        {"op":"add_framework","id":"f4","roles":["d/f"]}
        {"op":"add_agent","id":"s3","resources":"cpus:2;mem:1024"}
        > offer f4 d/f s3 cpus:2;mem:1024
        """);

    [Theory]
    [MemberData(nameof(Transcript.EachOrder), MemberType = typeof(Transcript))]
    public void A05_CoarseGrained(string order)
    {
        Transcript cell = new(order);
        cell.Play("""
            {"op":"add_framework","id":"f1","roles":["role1"]}
            {"op":"add_agent","id":"s1","resources":"cpus:2;mem:1024"}
            > offer f1 role1 s1 cpus:2;mem:1024
            {"op":"add_agent","id":"s2","resources":"cpus:2;mem:1024"}
            > offer f1 role1 s2 cpus:2;mem:1024
            {"op":"recover","framework":"f1","agent":"s1"}
            {"op":"recover","framework":"f1","agent":"s2"}
            """);
        string[] offers = cell.Feed("""{"op":"add_framework","id":"f2","roles":["role2"]}""");
        string[][] either =
        [
            ["offer f1 role1 s1 cpus:2;mem:1024", "offer f2 role2 s2 cpus:2;mem:1024"],
            ["offer f1 role1 s2 cpus:2;mem:1024", "offer f2 role2 s1 cpus:2;mem:1024"],
        ];
        Assert.Contains(offers, either);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(77)]
    public void A07_UpdateWeight(int seed)
    {
        Cell cell = new(AllocatorOptions.Mesos with { Seed = (ulong)seed });
        for (int i = 1; i <= 6; i++)
        {
            cell.AddAgent($"s{i}", "cpus:2;mem:1024");
        }

        cell.AddFramework("f1", "role1");
        Assert.Equal(["f1 role1 6"], TakeCounts(cell));
        cell.AddFramework("f2", "role2").OffersNothing().ReturnAll().Tick();
        Assert.Equal(["f1 role1 3", "f2 role2 3"], TakeCounts(cell));
        cell.ReturnAll().SetWeight("role2", 2).OffersNothing().Tick();
        Assert.Equal(["f1 role1 2", "f2 role2 4"], TakeCounts(cell));
        cell.ReturnAll().SetWeight("role3", 3).OffersNothing().AddFramework("f3", "role3");
        Assert.Equal(["f1 role1 1", "f2 role2 2", "f3 role3 3"], TakeCounts(cell));
    }

    [Fact]
    public void A08_NoDoubleAccounting()
    {
        foreach (string order in Transcript.Orders)
        {
            Transcript cell = new Transcript(order).Play("""
                {"op":"add_framework","id":"f1","roles":["R1"]}
                {"op":"add_agent","id":"a1","resources":"cpus:1",
                 "used":{"f1":{"role":"R1","resources":"cpus:1"}}}
                {"op":"add_agent","id":"a2","resources":"cpus:1",
                 "used":{"f2":{"role":"R2","resources":"cpus:1"}}}
                """);
            Assert.Equal(0.5, cell.Allocator.ShareOf(cell.Role("R1")).Value);
            Assert.Equal(0.0, cell.Allocator.ShareOf(cell.Role("R2")).Value);
            cell.Play("""{"op":"add_framework","id":"f2","roles":["R2"]}""");
            Assert.Equal(0.5, cell.Allocator.ShareOf(cell.Role("R1")).Value);
            Assert.Equal(0.5, cell.Allocator.ShareOf(cell.Role("R2")).Value);
            cell.Play("""{"op":"advance"}""");
        }
    }

    /// <summary>How many whole agents each framework was offered since the last look.</summary>
    private static string[] TakeCounts(Cell cell)
    {
        string[] offers = cell.TakeOffers();
        Assert.Equal(6, offers.Select(o => o.Split(' ')[2]).Distinct().Count());
        Assert.All(offers, o => Assert.EndsWith(" cpus:2;mem:1024", o, StringComparison.Ordinal));
        return
        [
            .. offers.GroupBy(o => string.Join(' ', o.Split(' ')[..2]))
                .Select(g => $"{g.Key} {g.Count()}"),
        ];
    }
}
