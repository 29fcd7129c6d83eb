using Offers.Agents.Containers;

namespace Offers.Agents.Tests.Containers;

/// <summary>What is written to which file, in which order, on version 1.</summary>
public sealed class OrderV1Tests : IDisposable
{
    private const long MiB = 1L << 20;

    private static readonly ContainerLimits Two = new()
    {
        Cpus = 2000,
        CpuCeiling = 2000,
        MemorySoftBytes = 64 * MiB,
        MemoryHardBytes = 64 * MiB,
        PidsMax = 100,
    };

    private static readonly ContainerLimits Four = Two with
    {
        Cpus = 4000,
        CpuCeiling = 4000,
        MemorySoftBytes = 128 * MiB,
        MemoryHardBytes = 128 * MiB,
        PidsMax = 200,
    };

    private readonly GroupTree _tree = GroupTree.V1();
    private readonly IContainerGroups _groups;

    public OrderV1Tests() => _groups = _tree.Open();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void The_root_group_is_made_first_and_has_its_parents_cpus()
    {
        _groups.Create("c", Two);
        Assert.Equal(
            [
                "make freezer/offers", "make memory/offers", "make pids/offers", "make cpu/offers",
                "make cpuacct/offers", "make cpuset/offers", "cpuset/offers/cpuset.mems = 0",
                "cpuset/offers/cpuset.cpus = 0-1", "make devices/offers", "make blkio/offers",
            ],
            _tree.Log.Take(10));
    }

    [Fact]
    public void A_new_container_has_its_limits_before_anything_joins_it()
    {
        Begin();
        _groups.Create("c", Two);
        Assert.Equal(
            [
                "make freezer/offers/c", "make memory/offers/c", "make pids/offers/c",
                "make cpu/offers/c", "make cpuacct/offers/c", "make cpuset/offers/c",
                "make devices/offers/c", "make blkio/offers/c",
                "memory/offers/c/memory.limit_in_bytes = 67108864",
                "memory/offers/c/memory.soft_limit_in_bytes = 67108864",
                "cpu/offers/c/cpu.cfs_period_us = 100000", "cpu/offers/c/cpu.cfs_quota_us = 200000",
                "cpu/offers/c/cpu.shares = 2048", "pids/offers/c/pids.max = 100",
                "cpuset/offers/c/cpuset.mems = 0", "cpuset/offers/c/cpuset.cpus = 0-1",
                "devices/offers/c/devices.deny = a", "devices/offers/c/devices.allow = c 1:3 rwm",
                "devices/offers/c/devices.allow = c 1:5 rwm",
                "devices/offers/c/devices.allow = c 1:7 rwm",
                "devices/offers/c/devices.allow = c 1:8 rwm",
                "devices/offers/c/devices.allow = c 1:9 rwm",
                "devices/offers/c/devices.allow = c 5:0 rwm",
                "devices/offers/c/devices.allow = c 5:1 rwm",
                "devices/offers/c/devices.allow = c 5:2 rwm",
                "devices/offers/c/devices.allow = c 136:* rwm",
            ],
            _tree.TakeLog());
    }

    [Fact]
    public void Growth_raises_everything_hard_memory_first()
    {
        Begin("c", Two);
        _groups.Update("c", Four);
        Assert.Equal(
            [
                "memory/offers/c/memory.limit_in_bytes = 134217728",
                "memory/offers/c/memory.soft_limit_in_bytes = 134217728",
                "cpu/offers/c/cpu.cfs_quota_us = 400000", "cpu/offers/c/cpu.shares = 4096",
                "pids/offers/c/pids.max = 200",
            ],
            _tree.TakeLog());
    }

    [Fact]
    public void Shrinking_lowers_everything_but_hard_memory()
    {
        Begin("c", Four);
        _groups.Update("c", Two);
        Assert.Equal(
            [
                "memory/offers/c/memory.soft_limit_in_bytes = 67108864",
                "cpu/offers/c/cpu.cfs_quota_us = 200000", "cpu/offers/c/cpu.shares = 2048",
                "pids/offers/c/pids.max = 100",
            ],
            _tree.TakeLog());
        Assert.Equal(
            new LimitsInForce(2048, 200_000, 100_000, 64 * MiB, 128 * MiB, 100, "0-1"),
            _groups.Limits("c"));
    }

    [Fact]
    public void What_is_right_already_is_not_written()
    {
        Begin("c", Two);
        _groups.Update("c", Two);
        Assert.Empty(_tree.Log);
    }

    [Fact]
    public void The_limit_with_swap_is_lowered_after_and_raised_before_the_plain_one()
    {
        Begin();
        _groups.Create("c", Two with { LimitsSwap = true });
        Assert.Equal(
            [
                "memory/offers/c/memory.limit_in_bytes = 67108864",
                "memory/offers/c/memory.memsw.limit_in_bytes = 67108864",
            ],
            _tree.TakeLog().Where(entry => entry.Contains("limit_in_bytes =")
                && !entry.Contains("soft")));
        _groups.Update("c", Four with { LimitsSwap = true });
        Assert.Equal(
            [
                "memory/offers/c/memory.memsw.limit_in_bytes = 134217728",
                "memory/offers/c/memory.limit_in_bytes = 134217728",
            ],
            _tree.TakeLog().Take(2));
        _groups.Update("c", Two with { MemoryHardBytes = null, LimitsSwap = true });
        Assert.Equal(
            [
                "memory/offers/c/memory.memsw.limit_in_bytes = -1",
                "memory/offers/c/memory.limit_in_bytes = -1",
            ],
            _tree.TakeLog().Take(2));
    }

    [Fact]
    public void Ceiling_process_limit_and_cpus_can_be_lifted()
    {
        Begin("c", Two with { Cpuset = "1" });
        Assert.Equal("1", _tree.Get("cpuset/offers/c/cpuset.cpus"));
        _groups.Update("c", Two with { CpuCeiling = null, PidsMax = null });
        Assert.Equal(
            [
                "cpu/offers/c/cpu.cfs_quota_us = -1", "pids/offers/c/pids.max = max",
                "cpuset/offers/c/cpuset.cpus = 0-1",
            ],
            _tree.TakeLog());
    }

    [Fact]
    public void Devices_are_allowed_on_growth_and_denied_on_shrinking()
    {
        ContainerLimits withGpu = Two with
        {
            Devices = [new DeviceRule(false, 195, 0), new DeviceRule(true, 8, null)],
        };
        Begin("c", Two);
        _groups.Update("c", withGpu);
        Assert.Equal(
            [
                "devices/offers/c/devices.allow = c 195:0 rwm",
                "devices/offers/c/devices.allow = b 8:* rwm",
            ],
            _tree.TakeLog());
        _groups.Update("c", Two);
        Assert.Equal(
            [
                "devices/offers/c/devices.deny = c 195:0 rwm",
                "devices/offers/c/devices.deny = b 8:* rwm",
            ],
            _tree.TakeLog());
    }

    [Fact]
    public void A_child_joins_the_freezer_first_and_every_tree()
    {
        Begin("c", Two);
        IReadOnlyList<string> files = _groups.JoinFiles("c");
        Assert.EndsWith("/freezer/offers/c/cgroup.procs", files[0], StringComparison.Ordinal);
        Assert.Equal(8, files.Distinct().Count());
        Assert.All(files, file => Assert.True(_tree.Exists(file)));
    }

    [Fact]
    public void Controllers_that_are_mounted_together_are_made_and_joined_once()
    {
        using GroupTree tree = GroupTree.V1("freezer", "memory", "cpu,cpuacct");
        IContainerGroups groups = tree.Open();
        groups.Create("c", Two with { PidsMax = null });
        Assert.Equal(3, groups.JoinFiles("c").Count);
        Assert.Equal(2048, groups.Limits("c").CpuShares);
        Assert.Equal(0, groups.Usage("c").CpuNanoseconds);
        GroupException e = Assert.Throws<GroupException>(() => groups.Update("c", Two));
        Assert.Equal(
            "container 'c' has a limit of pids, but the controller pids is not there", e.Message);
    }

    private void Begin() => Begin("first", Two);

    private void Begin(string name, ContainerLimits limits)
    {
        _groups.Create(name, limits);
        _tree.TakeLog();
    }
}
