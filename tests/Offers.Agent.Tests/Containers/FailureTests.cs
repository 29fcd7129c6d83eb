using Offers.Agents.Containers;

namespace Offers.Agents.Tests.Containers;

/// <summary>What is left when the kernel refuses.</summary>
public sealed class FailureTests
{
    private const long MiB = 1L << 20;

    private static readonly ContainerLimits Small = new()
    {
        Cpus = 1000,
        CpuCeiling = 1000,
        MemoryHardBytes = 32 * MiB,
        PidsMax = 10,
    };

    private static readonly ContainerLimits Large = new()
    {
        Cpus = 4000,
        CpuCeiling = 4000,
        MemorySoftBytes = 64 * MiB,
        MemoryHardBytes = 64 * MiB,
        PidsMax = 20,
    };

    [Theory]
    [InlineData(GroupVersion.V1)]
    [InlineData(GroupVersion.V2)]
    public void A_container_that_cannot_be_made_leaves_nothing(GroupVersion version)
    {
        using GroupTree tree = TreeOf(version);
        IContainerGroups groups = tree.Open();
        groups.Create("first", Small);
        tree.TakeLog();
        groups.Create("measure", Small);
        string[] writes = [.. tree.TakeLog().Where(entry => entry.Contains("/measure/"))
            .Where(entry => entry.Contains(" = "))];
        Assert.NotEmpty(writes);
        foreach (string write in writes)
        {
            string refused = write.Replace("/measure/", "/c/", StringComparison.Ordinal);
            tree.Fails = entry => entry == refused;
            GroupException e = Assert.Throws<GroupException>(() => groups.Create("c", Small));
            Assert.StartsWith(
                "cannot make container 'c': Invalid argument : '", e.Message,
                StringComparison.Ordinal);
            Assert.Equal(["first", "measure"], groups.List());
        }

        tree.Fails = static _ => false;
        groups.Create("c", Small);
    }

    [Theory]
    [InlineData(GroupVersion.V1, 5)]
    [InlineData(GroupVersion.V2, 6)]
    public void A_change_that_fails_is_put_back_but_for_hard_memory(
        GroupVersion version, int writeCount)
    {
        // On version 2 the first write is to the group around all.
        int ofHard = version == GroupVersion.V1 ? 0 : 1;
        for (int failing = 0; failing < writeCount; failing++)
        {
            using GroupTree tree = TreeOf(version);
            IContainerGroups groups = tree.Open();
            groups.Create("c", Small);
            LimitsInForce before = groups.Limits("c");
            tree.TakeLog();
            int count = 0;
            tree.Fails = _ => count++ == failing;
            GroupException e = Assert.Throws<GroupException>(() => groups.Update("c", Large));
            Assert.Contains("its limits are as before", e.Message, StringComparison.Ordinal);
            LimitsInForce after = groups.Limits("c");
            Assert.Equal(failing <= ofHard ? 32 * MiB : 64 * MiB, after.MemoryHardBytes);
            Assert.Equal(before, after with { MemoryHardBytes = before.MemoryHardBytes });

            // The next try goes through.
            groups.Update("c", Large);
            Assert.Equal(64 * MiB, groups.Limits("c").MemorySoftBytes);
        }
    }

    [Fact]
    public void The_error_says_what_failed_and_what_is_left()
    {
        using GroupTree tree = GroupTree.V1();
        IContainerGroups groups = tree.Open();
        groups.Create("c", Small);
        tree.Fails = static entry => entry.Contains("cpu.shares", StringComparison.Ordinal)
            || entry.EndsWith("cfs_quota_us = 100000", StringComparison.Ordinal);
        GroupException e = Assert.Throws<GroupException>(() => groups.Update("c", Large));
        Assert.Matches(
            "^cannot resize container 'c': writing '4096' to .*/cpu/offers/c/cpu.shares: "
            + "Invalid argument : '.*'; its limits are as before, but .*/memory.limit_in_bytes is "
            + "'67108864'; .*/cpu.cfs_quota_us stays at '400000': Invalid argument",
            e.Message);
    }

    [Theory]
    [InlineData(GroupVersion.V1)]
    [InlineData(GroupVersion.V2)]
    public void What_is_not_there_or_is_there_already_is_said(GroupVersion version)
    {
        using GroupTree tree = TreeOf(version);
        IContainerGroups groups = tree.Open();
        Assert.Equal(
            "there is no container 'c'",
            Assert.Throws<GroupException>(() => groups.Update("c", Small)).Message);
        Assert.Throws<GroupException>(() => groups.Usage("c"));
        Assert.Equal(
            "cannot make container 'pod/c': 'pod' is not there",
            Assert.Throws<GroupException>(() => groups.Create("pod/c", Small)).Message);
        groups.Create("c", Small);
        Assert.Equal(
            "cannot make container 'c': it is there already",
            Assert.Throws<GroupException>(() => groups.Create("c", Small)).Message);
        Assert.Throws<ArgumentException>(
            () => groups.Update("c", Small with { PidsMax = 0 }));
    }

    private static GroupTree TreeOf(GroupVersion version) =>
        version == GroupVersion.V1 ? GroupTree.V1() : GroupTree.V2();
}
