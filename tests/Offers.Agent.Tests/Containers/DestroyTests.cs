using System.Globalization;
using Offers.Agents.Containers;

namespace Offers.Agents.Tests.Containers;

/// <summary>How containers end, on a file tree whose processes are made up.</summary>
public sealed class DestroyTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);
    private static readonly ContainerLimits Small = new();

    [Fact]
    public async Task Version_1_freezes_kills_and_thaws_and_removes_the_deepest_first()
    {
        using GroupTree tree = GroupTree.V1("freezer", "memory", "cpu,cpuacct");
        List<string> killed = [];
        IContainerGroups groups = tree.Open(process =>
        {
            killed.Add($"{process} {tree.Get("freezer/offers/pod/freezer.state")}");
            Clear(tree, process);
        });
        groups.Create("pod", Small);
        groups.Create("pod/web", Small);
        Join(tree, "pod", 1_000_001);
        Join(tree, "pod/web", 1_000_002);
        tree.TakeLog();
        await groups.DestroyAsync("pod", Long);
        Assert.Equal(["1000002 FROZEN", "1000001 FROZEN"], killed);
        Assert.Equal(
            [
                "freezer/offers/pod/freezer.state = FROZEN",
                "freezer/offers/pod/web/freezer.state = THAWED",
                "freezer/offers/pod/freezer.state = THAWED",
                "remove cpu,cpuacct/offers/pod/web", "remove memory/offers/pod/web",
                "remove freezer/offers/pod/web", "remove cpu,cpuacct/offers/pod",
                "remove memory/offers/pod", "remove freezer/offers/pod",
            ],
            tree.TakeLog());
        Assert.Empty(groups.List());
    }

    [Fact]
    public async Task Version_1_kills_again_when_something_outlives_a_kill()
    {
        using GroupTree tree = GroupTree.V1("freezer", "memory", "cpu,cpuacct");
        int kills = 0;
        IContainerGroups groups = tree.Open(process =>
        {
            // The first kill leaves a child behind, which is in one tree only.
            Clear(tree, process);
            if (++kills == 1)
            {
                tree.Put("memory/offers/c/cgroup.procs", "1000002\n");
            }
        });
        groups.Create("c", Small);
        Join(tree, "c", 1_000_001);
        await groups.DestroyAsync("c", Long);
        Assert.Equal(2, kills);
        Assert.Empty(groups.List());
    }

    [Fact]
    public async Task Version_1_kills_neither_itself_nor_init_nor_what_it_cannot_see()
    {
        using GroupTree tree = GroupTree.V1("freezer", "memory", "cpu,cpuacct");
        IContainerGroups groups = tree.Open(static process => Assert.Fail($"killed {process}"));
        groups.Create("c", Small);
        tree.Put(
            "freezer/offers/c/cgroup.procs",
            string.Create(CultureInfo.InvariantCulture, $"0\n1\n{Environment.ProcessId}\n"));
        GroupException e = await Assert.ThrowsAsync<GroupException>(
            () => groups.DestroyAsync("c", Short));
        Assert.Matches(
            @"^cannot destroy container 'c' within 0\.05 s: Device or resource busy : '.*' "
            + @"\(processes 0, 1, \d+\)$",
            e.Message);
    }

    [Fact]
    public async Task Version_2_kills_by_the_kernels_file_and_removes_the_leaf_first()
    {
        using GroupTree tree = GroupTree.V2();
        IContainerGroups groups = tree.Open();
        groups.Create("pod", Small);
        groups.Create("pod/web", Small);
        tree.Put("cgroup2/offers/pod/web/@leaf/cgroup.procs", "1000001\n");
        tree.Put("cgroup2/offers/pod/cgroup.events", "populated 1\nfrozen 0\n");
        tree.Written = (path, _) =>
        {
            if (path == "cgroup2/offers/pod/cgroup.kill")
            {
                tree.Put("cgroup2/offers/pod/web/@leaf/cgroup.procs", "");
                tree.Put("cgroup2/offers/pod/cgroup.events", "populated 0\nfrozen 0\n");
            }
        };
        tree.TakeLog();
        await groups.DestroyAsync("pod", Long);
        Assert.Equal(
            [
                "cgroup2/offers/pod/cgroup.kill = 1", "remove cgroup2/offers/pod/web/@leaf",
                "remove cgroup2/offers/pod/web", "remove cgroup2/offers/pod/@leaf",
                "remove cgroup2/offers/pod", "cgroup2/offers/memory.low = 0",
            ],
            tree.TakeLog());
    }

    [Fact]
    public async Task Version_2_says_who_does_not_go()
    {
        using GroupTree tree = GroupTree.V2();
        IContainerGroups groups = tree.Open();
        groups.Create("c", Small);
        tree.Put("cgroup2/offers/c/@leaf/cgroup.procs", "1000001\n");
        GroupException e = await Assert.ThrowsAsync<GroupException>(
            () => groups.DestroyAsync("c", Short));
        Assert.EndsWith("(processes 1000001)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_1_does_not_take_what_it_cannot_read_for_empty()
    {
        using GroupTree tree = GroupTree.V1("freezer", "memory", "cpu,cpuacct");
        List<int> killed = [];
        IContainerGroups groups = tree.Open(process =>
        {
            killed.Add(process);
            Clear(tree, process);
        });
        groups.Create("c", Small);
        Join(tree, "c", 1_000_001);
        int refusals = 0;
        tree.Reading = path =>
        {
            // As without a handle left, for a while.
            if (path.EndsWith("cgroup.procs", StringComparison.Ordinal) && ++refusals <= 3)
            {
                throw new IOException("Too many open files");
            }
        };

        // At the first try, as soon as one tree can be read.
        await groups.DestroyAsync("c", TimeSpan.Zero);
        Assert.Equal([1_000_001], killed);
    }

    [Fact]
    public async Task Version_2_kills_when_it_cannot_read_whether_somebody_is_there()
    {
        using GroupTree tree = GroupTree.V2();
        IContainerGroups groups = tree.Open();
        groups.Create("c", Small);
        tree.Reading = path =>
        {
            if (path.EndsWith("cgroup.events", StringComparison.Ordinal))
            {
                throw new IOException("Too many open files");
            }
        };
        tree.TakeLog();
        await groups.DestroyAsync("c", Long);
        Assert.Equal("cgroup2/offers/c/cgroup.kill = 1", tree.TakeLog()[0]);
    }

    [Theory]
    [InlineData(GroupVersion.V1)]
    [InlineData(GroupVersion.V2)]
    public async Task What_an_earlier_life_left_is_found_and_destroyed(GroupVersion version)
    {
        using GroupTree tree = version == GroupVersion.V1 ? GroupTree.V1() : GroupTree.V2();
        IContainerGroups earlier = tree.Open();
        earlier.Create("a", Small);
        earlier.Create("a/b", Small);
        if (version == GroupVersion.V1)
        {
            // Half made: it is in one tree only.
            tree.MakeDirectory(tree.Layout.DirectoryOf(tree.Layout.MountOf("memory"), "half"));
        }

        IContainerGroups groups = tree.Open();
        foreach (string name in groups.List())
        {
            await groups.DestroyAsync(name, Long);
        }

        Assert.Empty(groups.List());
        await groups.DestroyAsync("a", Long);
        Assert.True(groups.TryRemoveRoot());
        Assert.DoesNotContain(
            tree.Layout.Hierarchies, mount => tree.Exists($"{mount}/offers"));
    }

    [Fact]
    public async Task A_container_is_frozen_when_the_kernel_says_so()
    {
        using GroupTree tree = GroupTree.V2();
        IContainerGroups groups = tree.Open();
        groups.Create("c", Small);
        await groups.FreezeAsync("c");
        Assert.Equal("1", tree.Get("cgroup2/offers/c/cgroup.freeze"));
        await groups.ThawAsync("c");
        Assert.Equal("0", tree.Get("cgroup2/offers/c/cgroup.freeze"));
        await Assert.ThrowsAsync<GroupException>(() => groups.FreezeAsync("d"));
    }

    private static void Join(GroupTree tree, string name, int process)
    {
        foreach (string file in tree.Open().JoinFiles(name))
        {
            File.AppendAllText(
                file, process.ToString(CultureInfo.InvariantCulture) + "\n");
        }
    }

    /// <summary>The process ends: no tree has it any more.</summary>
    private static void Clear(GroupTree tree, int process)
    {
        string line = process.ToString(CultureInfo.InvariantCulture);
        foreach (string name in tree.Open().List())
        {
            foreach (string file in tree.Open().JoinFiles(name).Where(tree.Exists))
            {
                File.WriteAllLines(file, File.ReadAllLines(file).Where(other => other != line));
            }
        }
    }
}
