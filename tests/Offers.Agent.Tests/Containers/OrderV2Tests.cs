using Offers.Agents.Containers;

namespace Offers.Agents.Tests.Containers;

/// <summary>What is written to which file, in which order, on version 2.</summary>
public sealed class OrderV2Tests : IDisposable
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

    private readonly GroupTree _tree = GroupTree.V2();
    private readonly IContainerGroups _groups;

    public OrderV2Tests() => _groups = _tree.Open();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Groups_around_containers_share_out_controllers_and_keep_what_is_in_them()
    {
        _groups.Create("c", Two);
        Assert.Equal(
            [
                "make cgroup2/offers", "cgroup2/cgroup.subtree_control = +cpu",
                "cgroup2/cgroup.subtree_control = +memory",
                "cgroup2/cgroup.subtree_control = +pids",
                "cgroup2/cgroup.subtree_control = +cpuset",
                "cgroup2/cgroup.subtree_control = +io",
                "cgroup2/offers/cgroup.subtree_control = +cpu",
                "cgroup2/offers/cgroup.subtree_control = +memory",
                "cgroup2/offers/cgroup.subtree_control = +pids",
                "cgroup2/offers/cgroup.subtree_control = +cpuset",
                "cgroup2/offers/cgroup.subtree_control = +io",
                "cgroup2/offers/memory.low = 67108864",
            ],
            _tree.Log.Take(12));
    }

    [Fact]
    public void A_new_container_is_a_group_with_limits_and_a_leaf_for_processes()
    {
        Begin("first", Two);
        _groups.Create("c", Two with { Cpuset = "1", LimitsSwap = true });
        Assert.Equal(
            [
                "cgroup2/offers/memory.low = 134217728",
                "make cgroup2/offers/c", "make cgroup2/offers/c/@leaf",
                "cgroup2/offers/c/memory.max = 67108864", "cgroup2/offers/c/memory.swap.max = 0",
                "cgroup2/offers/c/memory.low = 67108864",
                "cgroup2/offers/c/cpu.max = 200000 100000", "cgroup2/offers/c/cpu.weight = 200",
                "cgroup2/offers/c/pids.max = 100", "cgroup2/offers/c/cpuset.cpus = 1",
            ],
            _tree.TakeLog());
        Assert.EndsWith(
            "/offers/c/@leaf/cgroup.procs",
            Assert.Single(_groups.JoinFiles("c")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Growth_raises_everything_and_shrinking_lowers_all_but_hard_memory()
    {
        Begin("c", Two);
        _groups.Update("c", Four);
        Assert.Equal(
            [
                "cgroup2/offers/memory.low = 134217728",
                "cgroup2/offers/c/memory.max = 134217728",
                "cgroup2/offers/c/memory.low = 134217728",
                "cgroup2/offers/c/cpu.max = 400000 100000", "cgroup2/offers/c/cpu.weight = 400",
                "cgroup2/offers/c/pids.max = 200",
            ],
            _tree.TakeLog());
        _groups.Update("c", Two);
        Assert.Equal(
            [
                "cgroup2/offers/c/memory.low = 67108864",
                "cgroup2/offers/c/cpu.max = 200000 100000", "cgroup2/offers/c/cpu.weight = 200",
                "cgroup2/offers/c/pids.max = 100", "cgroup2/offers/memory.low = 67108864",
            ],
            _tree.TakeLog());
        Assert.Equal(
            new LimitsInForce(200, 200_000, 100_000, 64 * MiB, 128 * MiB, 100, ""),
            _groups.Limits("c"));
        _groups.Update("c", Two with { CpuCeiling = null, MemoryHardBytes = null });
        Assert.Equal(
            ["cgroup2/offers/c/memory.max = max", "cgroup2/offers/c/cpu.max = max 100000"],
            _tree.TakeLog());
    }

    [Fact]
    public void A_parent_shares_out_controllers_when_its_first_nested_container_is_made()
    {
        Begin("pod", Two);
        _groups.Create("pod/web", Two);
        Assert.Equal(
            ["cgroup2/offers/pod/cgroup.subtree_control = +cpu", "make cgroup2/offers/pod/web"],
            [_tree.Log[0], _tree.Log[5]]);
        _tree.TakeLog();
        _groups.Create("pod/log", Two);
        Assert.Equal("make cgroup2/offers/pod/log", _tree.Log[0]);
        Assert.Equal(["pod", "pod/log", "pod/web"], _groups.List());
    }

    [Fact]
    public void A_controller_that_is_not_needed_may_be_refused()
    {
        _tree.Fails = static entry => entry.EndsWith("= +io", StringComparison.Ordinal);
        _groups.Create("c", Two);
        Assert.Equal(200, _groups.Limits("c").CpuShares);
    }

    [Fact]
    public void A_controller_that_is_needed_may_not_be_refused()
    {
        _tree.Fails = static entry => entry.EndsWith("= +memory", StringComparison.Ordinal);
        GroupException e = Assert.Throws<GroupException>(() => _groups.Create("c", Two));
        Assert.Contains("cgroup.subtree_control", e.Message, StringComparison.Ordinal);
        Assert.Empty(_groups.List());
    }

    private void Begin(string name, ContainerLimits limits)
    {
        _groups.Create(name, limits);
        _tree.TakeLog();
    }
}
