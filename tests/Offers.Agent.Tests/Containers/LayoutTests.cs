using Offers.Agents.Containers;

namespace Offers.Agents.Tests.Containers;

public sealed class LayoutTests
{
    private const string Together = """
        30 1 0:26 / /sys/fs/cgroup ro,nosuid shared:9 - tmpfs tmpfs ro,mode=755
        31 30 0:27 / /sys/fs/cgroup/cpu,cpuacct rw shared:10 - cgroup cgroup rw,cpu,cpuacct
        32 30 0:28 / /sys/fs/cgroup/memory rw shared:11 - cgroup cgroup rw,memory
        33 30 0:29 / /sys/fs/cgroup/freezer rw - cgroup cgroup rw,freezer
        34 30 0:30 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd

        """;

    private const string Unified =
        "35 30 0:31 / /sys/fs/cgroup/unified rw shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";

    private static readonly Controllers None = new("");

    [Fact]
    public void Controllers_that_are_mounted_together_have_one_directory()
    {
        GroupLayout layout = GroupLayout.Detect(Together, None);
        Assert.Equal(GroupVersion.V1, layout.Version);
        Assert.Equal(["freezer", "memory", "cpu", "cpuacct"], layout.Controllers);
        Assert.Equal(
            ["/sys/fs/cgroup/freezer", "/sys/fs/cgroup/memory", "/sys/fs/cgroup/cpu,cpuacct"],
            layout.Hierarchies);
        Assert.False(layout.Has("pids"));
    }

    [Fact]
    public void A_version_2_without_controllers_beside_version_1_does_not_count()
    {
        Assert.Equal(GroupVersion.V1, GroupLayout.Detect(Together + Unified, None).Version);
    }

    [Fact]
    public void A_version_2_with_controllers_counts()
    {
        GroupLayout layout = GroupLayout.Detect(
            Together + Unified, new Controllers("cpuset cpu io memory pids\n"));
        Assert.Equal(GroupVersion.V2, layout.Version);
        Assert.Equal(["cpu", "memory", "pids", "cpuset", "io"], layout.Controllers);
        Assert.Equal(["/sys/fs/cgroup/unified"], layout.Hierarchies);
    }

    [Fact]
    public void What_each_version_lacks_is_said()
    {
        string noFreezer = Together.Replace("freezer", "other", StringComparison.Ordinal);
        GroupException e = Assert.Throws<GroupException>(
            () => GroupLayout.Detect(noFreezer + Unified, new Controllers("pids memory")));
        Assert.Equal(
            "found no usable cgroups, expected version 2 with cpu, memory (lacks cpu) or version 1 "
            + "with freezer, memory, cpu, cpuacct (lacks freezer)",
            e.Message);
        e = Assert.Throws<GroupException>(() => GroupLayout.Detect("", None));
        Assert.Contains("(is not mounted) or version 1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Blanks_in_a_mount_point_are_escaped()
    {
        string moved = Together.Replace("/memory", @"/my\040memory\134", StringComparison.Ordinal);
        Assert.Contains(
            @"/sys/fs/cgroup/my memory\", GroupLayout.Detect(moved, None).Hierarchies);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("/offers")]
    [InlineData("offers/")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("@leaf")]
    [InlineData("tasks")]
    [InlineData("a/cgroup.procs")]
    [InlineData("memory.max")]
    [InlineData("größe")]
    [InlineData("a/b/c/d/e/f/g/h/i")]
    public void Names_that_could_lead_elsewhere_are_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => GroupLayout.Detect(Together, None, name));
        using GroupTree tree = GroupTree.V1();
        IContainerGroups groups = tree.Open();
        Assert.Throws<ArgumentException>(() => groups.Create(name, new ContainerLimits()));
        Assert.Throws<ArgumentException>(() => groups.Update(name, new ContainerLimits()));
        Assert.Throws<ArgumentException>(() => groups.Limits(name));
        Assert.Throws<ArgumentException>(() => groups.Usage(name));
        Assert.Throws<ArgumentException>(() => groups.Processes(name));
        Assert.Throws<ArgumentException>(() => groups.JoinFiles(name));
        Assert.Throws<ArgumentException>(() => groups.MemoryDirectory(name));
        Assert.Empty(tree.Log);
    }

    [Fact]
    public void A_name_has_at_most_128_characters()
    {
        using GroupTree tree = GroupTree.V2();
        IContainerGroups groups = tree.Open();
        groups.Create(new string('a', 128), new ContainerLimits());
        Assert.Throws<ArgumentException>(
            () => groups.Create(new string('a', 129), new ContainerLimits()));
    }

    private sealed class Controllers(string text) : IGroupFiles
    {
        public string Read(string path)
        {
            Assert.Equal("/sys/fs/cgroup/unified/cgroup.controllers", path);
            return text;
        }

        public void Write(string path, string text) => Assert.Fail(path);

        public void MakeDirectory(string path) => Assert.Fail(path);

        public void RemoveDirectory(string path) => Assert.Fail(path);

        public bool Exists(string path) => false;

        public IReadOnlyList<string> List(string path) => [];
    }
}
