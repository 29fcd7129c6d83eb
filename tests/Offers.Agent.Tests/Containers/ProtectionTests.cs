using System.Globalization;
using Offers.Agents.Containers;

namespace Offers.Agents.Tests.Containers;

/// <summary>
/// Version 2: the groups around all containers keep as much memory as those in them together, at
/// every moment at least, and no more once a change is over.
/// </summary>
public sealed class ProtectionTests
{
    private const long MiB = 1L << 20;
    private const string Around = "cgroup2/offers/memory.low";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_group_around_all_grows_before_and_shrinks_after()
    {
        using GroupTree tree = GroupTree.V2();
        IContainerGroups groups = tree.Open();
        groups.Create("a", Soft(64));
        tree.TakeLog();
        groups.Create("b", Soft(32));
        Assert.Equal([$"{Around} = {96 * MiB}", "make cgroup2/offers/b"], tree.Log.Take(2));
        Assert.DoesNotContain(
            tree.TakeLog().Skip(1),
            entry => entry.StartsWith(Around, StringComparison.Ordinal));

        groups.Update("b", Soft(128));
        Assert.Equal(
            [$"{Around} = {192 * MiB}", $"cgroup2/offers/b/memory.low = {128 * MiB}"],
            tree.TakeLog());
        groups.Update("b", Soft(40));
        Assert.Equal(
            [$"cgroup2/offers/b/memory.low = {40 * MiB}", $"{Around} = {104 * MiB}"],
            tree.TakeLog());
        groups.Update("b", Soft(40));
        Assert.Empty(tree.TakeLog());

        await groups.DestroyAsync("a", Long);
        Assert.Equal(
            ["remove cgroup2/offers/a", $"{Around} = {40 * MiB}"], tree.TakeLog()[^2..]);
        await groups.DestroyAsync("b", Long);
        Assert.Equal("0", tree.Get(Around));
    }

    [Fact]
    public async Task A_nested_container_is_within_what_its_parent_keeps()
    {
        using GroupTree tree = GroupTree.V2();
        IContainerGroups groups = tree.Open();
        groups.Create("pod", Soft(100));
        groups.Create("pod/web", Soft(60));
        groups.Update("pod/web", Soft(80));
        await groups.DestroyAsync("pod/web", Long);
        Assert.Equal(100 * MiB, LowOf(tree, "offers"));
        Assert.Equal(100 * MiB, LowOf(tree, "offers/pod"));
    }

    [Fact]
    public void Every_level_around_has_room_for_those_below_the_outermost_first()
    {
        using GroupTree tree = GroupTree.V2("slice/offers");
        IContainerGroups groups = tree.Open();
        groups.Create("a", Soft(64));
        tree.MakeDirectory($"{tree.Layout.Hierarchies[0]}/slice/other");
        tree.Put("cgroup2/slice/other/memory.low", "4096");
        tree.TakeLog();
        groups.Create("b", Soft(32));
        Assert.Equal(
            [
                $"cgroup2/slice/memory.low = {(96 * MiB) + 4096}",
                $"cgroup2/slice/offers/memory.low = {96 * MiB}",
            ],
            tree.TakeLog()[..2]);
        groups.Update("a", Soft(32));
        Assert.Equal(
            [
                $"cgroup2/slice/offers/memory.low = {64 * MiB}",
                $"cgroup2/slice/memory.low = {(64 * MiB) + 4096}",
            ],
            tree.TakeLog()[^2..]);
    }

    [Theory]
    [InlineData("max")]
    [InlineData("0")]
    [InlineData("4096")]
    public void After_a_restart_the_sum_is_of_what_is_there(string left)
    {
        using GroupTree tree = GroupTree.V2();
        IContainerGroups earlier = tree.Open();
        earlier.Create("a", Soft(64));
        earlier.Create("b", Soft(32));
        tree.Put(Around, left);
        IContainerGroups groups = tree.Open();
        groups.Update("b", Soft(48));
        Assert.Equal(112 * MiB, LowOf(tree, "offers"));
        tree.Put(Around, left);
        groups = tree.Open();
        groups.Create("c", Soft(32));
        Assert.Equal(144 * MiB, LowOf(tree, "offers"));
    }

    [Fact]
    public void What_is_being_made_or_grows_counts_while_others_shrink()
    {
        using GroupTree tree = GroupTree.V2();
        IContainerGroups groups = tree.Open();
        groups.Create("a", Soft(64));
        groups.Create("other", Soft(512));
        int megabytes = 512;
        List<long> seen = [];
        tree.Written = (path, _) =>
        {
            if (path is "cgroup2/offers/b/memory.max" or "cgroup2/offers/a/memory.max")
            {
                groups.Update("other", Soft(megabytes /= 2));
                seen.Add(LowOf(tree, "offers"));
            }
        };
        groups.Create("b", Soft(100) with { MemoryHardBytes = 100 * MiB });
        Assert.Equal((64 + 100 + 256) * MiB, LowOf(tree, "offers"));
        groups.Update("a", Soft(64) with { MemoryHardBytes = null });
        tree.Put("cgroup2/offers/a/memory.max", "4096");
        groups.Update("a", Soft(200) with { MemoryHardBytes = 200 * MiB });
        Assert.Equal([(64 + 100 + 256) * MiB, (200 + 100 + 128) * MiB], seen);
        Assert.Equal((200 + 100 + 128) * MiB, LowOf(tree, "offers"));
    }

    [Fact]
    public void A_container_that_goes_away_while_it_is_read_keeps_nothing()
    {
        using GroupTree tree = GroupTree.V2();
        IContainerGroups groups = tree.Open();
        groups.Create("a", Soft(64));
        groups.Create("b", Soft(32));
        tree.Reading = path =>
        {
            if (path == "cgroup2/offers/b/memory.low" && tree.Has("cgroup2/offers/b"))
            {
                tree.RemoveDirectory($"{tree.Layout.Hierarchies[0]}/offers/b/@leaf");
                tree.RemoveDirectory($"{tree.Layout.Hierarchies[0]}/offers/b");
            }
        };
        groups.Update("a", Soft(100));
        Assert.False(tree.Has("cgroup2/offers/b"));
        Assert.Equal(100 * MiB, LowOf(tree, "offers"));
    }

    [Fact]
    public void A_refused_raise_refuses_the_change_and_a_refused_lowering_does_not()
    {
        using GroupTree tree = GroupTree.V2();
        IContainerGroups groups = tree.Open();
        groups.Create("a", Soft(64));
        tree.Fails = static entry => entry.StartsWith(Around, StringComparison.Ordinal);
        GroupException e = Assert.Throws<GroupException>(() => groups.Create("b", Soft(32)));
        Assert.StartsWith("cannot make container 'b'", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<GroupException>(() => groups.Update("a", Soft(65)));
        Assert.Contains("its limits are as before", e.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], groups.List());
        groups.Update("a", Soft(40));
        Assert.Equal(64 * MiB, LowOf(tree, "offers"));

        tree.Fails = static _ => false;
        groups.Create("b", Soft(32));
        Assert.Equal(72 * MiB, LowOf(tree, "offers"));
        tree.Fails = static entry => entry.EndsWith("a/cpu.weight = 700", StringComparison.Ordinal);
        Assert.Throws<GroupException>(() => groups.Update("a", Soft(80) with { Cpus = 7000 }));
        Assert.Throws<GroupException>(() => groups.Create("a", Soft(80)));
        Assert.Equal(72 * MiB, LowOf(tree, "offers"));
    }

    [Fact]
    public void More_than_can_be_counted_is_all()
    {
        using GroupTree tree = GroupTree.V2();
        IContainerGroups groups = tree.Open();
        groups.Create("a", Soft(1L << 38));
        groups.Create("b", new ContainerLimits { MemorySoftBytes = long.MaxValue });
        Assert.Equal("max", tree.Get(Around));
    }

    [Fact]
    public async Task Many_at_once_never_keep_more_than_the_group_around_them()
    {
        using GroupTree tree = GroupTree.V2();
        OneByOne files = new(tree);
        IContainerGroups groups = ContainerGroups.Open(tree.Layout, files);
        groups.Create("first", Soft(32));
        tree.Written = (path, _) =>
        {
            if (path.EndsWith("/memory.low", StringComparison.Ordinal))
            {
                Assert.True(InAll(tree) <= LowOf(tree, "offers"), path);
            }
        };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            Random random = new(worker);
            string name = $"w{worker}";
            for (int round = 0; round < 10; round++)
            {
                groups.Create(name, Soft(random.Next(1, 100)));
                groups.Update(name, Soft(random.Next(1, 100)));
                groups.Update(name, Soft(random.Next(1, 100)));
                await groups.DestroyAsync(name, Long);
            }

            groups.Create(name, Soft(50));
        })));
        Assert.Equal((32 + (4 * 50)) * MiB, LowOf(tree, "offers"));
    }

    private static ContainerLimits Soft(long megabytes) =>
        new() { MemorySoftBytes = megabytes * MiB };

    private static long InAll(GroupTree tree) =>
        tree.List($"{tree.Layout.Hierarchies[0]}/offers")
            .Sum(name => LowOf(tree, $"offers/{name}"));

    private static long LowOf(GroupTree tree, string group) =>
        long.Parse(tree.Get($"cgroup2/{group}/memory.low"), CultureInfo.InvariantCulture);

    /// <summary>A tree for several threads: one step after another, in any order.</summary>
    private sealed class OneByOne(GroupTree tree) : IGroupFiles
    {
        private readonly Lock _lock = new();

        public string Read(string path)
        {
            lock (_lock)
            {
                return tree.Read(path);
            }
        }

        public void Write(string path, string text)
        {
            lock (_lock)
            {
                tree.Write(path, text);
            }
        }

        public void MakeDirectory(string path)
        {
            lock (_lock)
            {
                tree.MakeDirectory(path);
            }
        }

        public void RemoveDirectory(string path)
        {
            lock (_lock)
            {
                tree.RemoveDirectory(path);
            }
        }

        public bool Exists(string path)
        {
            lock (_lock)
            {
                return tree.Exists(path);
            }
        }

        public IReadOnlyList<string> List(string path)
        {
            lock (_lock)
            {
                return tree.List(path);
            }
        }
    }
}
