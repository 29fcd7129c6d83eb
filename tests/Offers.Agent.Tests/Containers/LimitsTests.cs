using Offers.Agents.Containers;

namespace Offers.Agents.Tests.Containers;

/// <summary>The table of semantics 3.3.</summary>
public sealed class LimitsTests
{
    private const long MiB = 1L << 20;

    [Theory]
    [InlineData("cpus:1", 1024, 100)]
    [InlineData("cpus:0.5", 512, 50)]
    [InlineData("cpus:0.001", 2, 1)]
    [InlineData("cpus:0.019", 19, 1)]
    [InlineData("cpus:1.999", 2046, 199)]
    [InlineData("mem:100", 2, 1)]
    [InlineData("cpus{REV}:4", 40, 4)]
    [InlineData("cpus{REV}:0.1", 2, 1)]
    [InlineData("cpus:1;cpus{REV}:4", 1064, 104)]
    [InlineData("cpus(eng):2;cpus:1", 3072, 300)]
    [InlineData("cpus:1000", 262_144, 10_000)]
    public void Cpus_become_a_weight(string resources, long shares, long weight)
    {
        ContainerLimits limits = Of(resources);
        Assert.Equal((shares, weight), (limits.CpuShares, limits.CpuWeight));
        Assert.Null(limits.CpuQuotaMicroseconds);
    }

    [Fact]
    public void Revocable_cpus_weigh_as_others_when_the_agent_says_so()
    {
        ContainerSizing sizing = new() { RevocableCpusAreLow = false };
        Assert.Equal(4096, Of("cpus{REV}:4", sizing: sizing).CpuShares);
    }

    [Theory]
    [InlineData("cpus:0.5", null, true, 50_000)]
    [InlineData("cpus:0.5", null, false, null)]
    [InlineData("cpus:0.001", null, true, 1_000)]
    [InlineData("cpus:0.5", 2000L, false, 200_000)]
    [InlineData("cpus:0.5", 2000L, true, 200_000)]
    [InlineData("cpus:0.5", ContainerLimits.UnlimitedThousandths, true, null)]
    public void A_ceiling_of_cpus_is_a_quota_of_100_ms(
        string resources, long? limit, bool limitsCpus, int? microseconds)
    {
        ContainerLimits limits = Of(
            resources, "cpus", limit, new ContainerSizing { LimitsCpus = limitsCpus });
        Assert.Equal(microseconds, limits.CpuQuotaMicroseconds);
    }

    [Theory]
    [InlineData("mem:64", null, 64 * MiB, 64 * MiB)]
    [InlineData("mem:1", null, 32 * MiB, 32 * MiB)]
    [InlineData("cpus:1", null, 32 * MiB, 32 * MiB)]
    [InlineData("mem:64", 128_000L, 64 * MiB, 128 * MiB)]
    [InlineData("mem:64", 1_000L, 64 * MiB, 64 * MiB)]
    [InlineData("mem:64", ContainerLimits.UnlimitedThousandths, 64 * MiB, null)]
    [InlineData("mem:64.001", null, 64 * MiB, 64 * MiB)]
    public void Memory_is_soft_by_request_and_hard_by_limit(
        string resources, long? limit, long soft, long? hard)
    {
        ContainerLimits limits = Of(resources, "mem", limit);
        Assert.Equal(soft, limits.MemorySoftBytes);
        Assert.Equal(hard, limits.MemoryHardBytes);
    }

    [Fact]
    public void The_largest_amounts_do_not_overflow()
    {
        ContainerLimits limits = Of(
            "cpus:1125899906842;mem:1125899906842", sizing: new() { LimitsCpus = true });
        Assert.Equal((262_144, 10_000), (limits.CpuShares, limits.CpuWeight));
        Assert.Null(limits.CpuQuotaMicroseconds);
        Assert.True(limits.MemorySoftBytes > 1L << 60);
    }

    [Theory]
    [InlineData(64_000L, null)]
    [InlineData(128_000L, 938)]
    [InlineData(ContainerLimits.UnlimitedThousandths, 938)]
    public void Who_may_burst_is_killed_first_when_the_machine_is_out_of_memory(
        long limit, int? adjustment)
    {
        Assert.Equal(adjustment, Of("mem:64", "mem", limit).OomScoreAdjustment(1024 * MiB));
    }

    [Fact]
    public void No_resources_are_the_smallest_container()
    {
        ContainerLimits limits = ContainerLimits.From(
            ResourceSet.Empty, ResourceLimits.None, new ContainerSizing());
        Assert.Equal((2, 1), (limits.CpuShares, limits.CpuWeight));
        Assert.Equal(32 * MiB, limits.MemorySoftBytes);
    }

    private static ContainerLimits Of(
        string resources, string kind = "cpus", long? limit = null, ContainerSizing? sizing = null)
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Assert.True(schema.TryFind(kind, out ResourceKind limited));
        ResourceLimits limits = limit is { } amount
            ? ResourceLimits.None.With(limited, amount)
            : ResourceLimits.None;
        return ContainerLimits.From(
            ResourceSet.Parse(schema, resources), limits, sizing ?? new ContainerSizing());
    }
}
