namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// Section 10 of the behaviours page: metrics. Core holds the figures and the host names and
/// publishes them, so that "the key is absent" reads here as a guarantee of zero, no limit.
/// </summary>
public sealed class MetricBehaviours
{
    [Fact]
    public void A110_ResourceMetrics()
    {
        Transcript cell = new Transcript().Play("""
            {"op":"add_agent","id":"a","resources":"cpus:2;mem:1024"}
            """);
        ResourceVector all = cell.Amount("cpus:2;mem:1024");
        Assert.Equal(all, cell.Allocator.CellTotal);
        Assert.Equal(default, cell.Allocator.CellOut());
        cell.Play("""
            {"op":"add_framework","id":"f","roles":["role"]}
            > offer f role a cpus:2;mem:1024
            """);
        Assert.Equal(all, cell.Allocator.CellTotal);
        Assert.Equal(all, cell.Allocator.CellOut());
        cell.Play("""{"op":"remove_agent","id":"a"}""");
        Assert.Equal(default, cell.Allocator.CellTotal);
        Assert.Equal(default, cell.Allocator.CellOut());
    }

    /// <summary>Offered and allocated count alike, reserved and revocable resources too.</summary>
    [Fact]
    public void A110_ResourceMetrics_of_items_and_of_what_is_allocated()
    {
        Transcript cell = new Transcript().Play("""
            {"op":"add_framework","id":"f","roles":["r"],"capabilities":["REVOCABLE_RESOURCES"]}
            {"op":"add_agent","id":"a","resources":"cpus:2;cpus(r):3;cpus{REV}:4;mem:100",
             "used":{"nobody":{"role":"r","resources":"cpus:0.5"}}}
            > offer f r a cpus(r):3;cpus:1.5;cpus{REV}:4;mem:100
            {"op":"accept","framework":"f","agent":"a","role":"r","resources":"cpus(r):2;mem:60"}
            """);
        Assert.Equal(cell.Amount("cpus:9;mem:100"), cell.Allocator.CellTotal);
        Assert.Equal(cell.Amount("cpus:2.5;mem:60"), cell.Allocator.CellOut());
    }

    [Fact]
    public void A111_QuotaMetrics()
    {
        Transcript cell = new Transcript().Play("""{"op":"settle"}""");
        RoleId role = cell.Role("role");
        AssertQuota(cell, "", null, null);
        cell.Play("""
            {"op":"update_quota","role":"role","guarantees":{"cpus":1},"limits":{"mem":1024}}
            """);
        AssertQuota(cell, "cpus:1", null, 1_024_000);
        cell.Play("""
            {"op":"update_quota","role":"role","guarantees":{"cpus":2},"limits":{"mem":1024}}
            """);
        AssertQuota(cell, "cpus:2", null, 1_024_000);
        cell.Play("""{"op":"update_quota","role":"role","guarantees":{},"limits":{}}""");
        AssertQuota(cell, "", null, null);
        Assert.True(cell.Allocator.LimitsOf(role).IsUnlimited);
    }

    /// <summary>
    /// Here there is no allocator before its initialisation: one that was just made answers.
    /// </summary>
    [Fact]
    public void A112_ResourceMetricsUninitialized()
    {
        Allocator cell = new(ResourceSchema.CreateStandard(), AllocatorOptions.Mesos);
        Assert.True(cell.CellTotal.IsZero);
        Assert.True(cell.CellOut().IsZero);
    }

    [Fact]
    public void A113_AllocationRunsMetric()
    {
        Transcript cell = new Transcript().Play("""{"op":"settle"}""");
        Assert.Equal(0, cell.Allocator.Runs);
        cell.Play("""{"op":"add_agent","id":"a","resources":"cpus:2;mem:1024"}""");
        Assert.Equal(1, cell.Allocator.Runs);
        cell.Play("""
            {"op":"add_framework","id":"f","roles":["role"]}
            > offer f role a cpus:2;mem:1024
            """);
        Assert.Equal(2, cell.Allocator.Runs);
    }

    /// <summary>
    /// How long runs take is for the host to measure: Core has no clock. It says whether a call
    /// was a run, so that a host times exactly the runs.
    /// </summary>
    [Fact]
    public void A114_AllocationRunTimerMetrics()
    {
        Cell cell = new() { AutoSettle = false };
        Assert.False(cell.Allocator.RunPending(cell.Now));
        Assert.Equal(0, cell.Allocator.Runs);
        cell.AddAgent("a", "cpus:2;mem:1024");
        Assert.True(cell.Allocator.RunPending(cell.Now));
        cell.AddFramework("f", "role");
        Assert.True(cell.Allocator.RunPending(cell.Now));
        Assert.False(cell.Allocator.RunPending(cell.Now));
        Assert.Equal(2, cell.Allocator.Runs);
    }

    /// <summary>
    /// The time from trigger to run is for the host to measure, too. Core says from when on and
    /// until when a run is asked for.
    /// </summary>
    [Fact]
    public void A115_AllocationRunLatencyMetrics()
    {
        Cell cell = new() { AutoSettle = false };
        Assert.False(cell.Allocator.HasPendingRun);
        cell.AddAgent("a", "cpus:2;mem:1024");
        Assert.True(cell.Allocator.HasPendingRun);
        cell.Advance(0.25).AddFramework("f", "role");
        Assert.True(cell.Allocator.HasPendingRun);
        cell.Settle();
        Assert.False(cell.Allocator.HasPendingRun);
        Assert.Equal(1, cell.Allocator.Runs);
        cell.Offers("f role a cpus:2;mem:1024");
    }

    [Fact]
    public void A117_DominantShareMetricsWithFairnessExclusion()
    {
        Transcript cell = new Transcript().Play("""
            {"op":"init","fairness_exclude":["gpus"]}
            {"op":"add_agent","id":"a1","resources":"cpus:1;mem:1024;gpus:1"}
            {"op":"add_framework","id":"f1","roles":["roleA"],"capabilities":["GPU_RESOURCES"]}
            > offer f1 roleA a1 cpus:1;gpus:1;mem:1024
            """);
        Assert.Equal(1, cell.Allocator.ShareOf(cell.Role("roleA")).Value);
        cell.Play("""
            {"op":"add_framework","id":"f2","roles":["roleB"]}
            {"op":"add_agent","id":"a2","resources":"cpus:3;mem:3072"}
            > offer f2 roleB a2 cpus:3;mem:3072
            """);
        Assert.Equal(0.25, cell.Allocator.ShareOf(cell.Role("roleA")).Value);
        Assert.Equal(0.75, cell.Allocator.ShareOf(cell.Role("roleB")).Value);
    }

    private static void AssertQuota(
        Transcript cell, string guarantee, long? cpuLimit, long? memLimit)
    {
        RoleId role = cell.Role("role");
        ResourceSchema schema = cell.Allocator.Schema;
        Assert.True(schema.TryFind("cpus", out ResourceKind cpus));
        Assert.True(schema.TryFind("mem", out ResourceKind mem));
        Assert.Equal(cell.Amount(guarantee), cell.Allocator.GuaranteeOf(role));
        Assert.Equal(cpuLimit, cell.Allocator.LimitsOf(role)[cpus]);
        Assert.Equal(memLimit, cell.Allocator.LimitsOf(role)[mem]);
    }
}
