using Offers.Agents.Containers;

namespace Offers.Agents.Tests.Containers;

/// <summary>Texts as kernels show them, and what is read out of them.</summary>
public sealed class UsageTests
{
    private static readonly ContainerUsage Expected = new()
    {
        CpuNanoseconds = 7_500_000_000,
        CpuUserNanoseconds = 7_000_000_000,
        CpuSystemNanoseconds = 500_000_000,
        CpuPeriods = 50,
        ThrottledPeriods = 20,
        ThrottledNanoseconds = 1_000_000_000,
        MemoryBytes = 4096,
        MemoryPeakBytes = 8192,
        PageFaults = 300,
        MajorPageFaults = 3,
        MemoryLimitHits = 12,
        OomKills = 2,
        Pids = 5,
        IoReadBytes = 5120,
        IoWrittenBytes = 8192,
        IoReads = 3,
        IoWrites = 4,
    };

    [Fact]
    public void Version_1_counts_in_many_files()
    {
        using GroupTree tree = GroupTree.V1();
        IContainerGroups groups = tree.Open();
        groups.Create("c", new ContainerLimits());
        tree.Put("cpuacct/offers/c/cpuacct.usage", "7500000000\n");
        tree.Put("cpuacct/offers/c/cpuacct.stat", "user 700\nsystem 50\n");
        tree.Put(
            "cpu/offers/c/cpu.stat",
            "nr_periods 50\nnr_throttled 20\nthrottled_time 1000000000\nnr_bursts 9\n");
        tree.Put("memory/offers/c/memory.usage_in_bytes", "4096\n");
        tree.Put("memory/offers/c/memory.max_usage_in_bytes", "8192\n");
        tree.Put("memory/offers/c/memory.failcnt", "12\n");
        tree.Put(
            "memory/offers/c/memory.stat",
            "cache 1\npgfault 1\npgmajfault 1\ntotal_pgfault 300\ntotal_pgmajfault 3\n");
        tree.Put(
            "memory/offers/c/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
        tree.Put("pids/offers/c/pids.current", "5\n");
        tree.Put(
            "blkio/offers/c/blkio.throttle.io_service_bytes_recursive",
            "8:0 Read 1024\n8:0 Write 8192\n8:0 Sync 9216\n8:16 Read 4096\nTotal 13312\n");
        tree.Put(
            "blkio/offers/c/blkio.throttle.io_serviced_recursive",
            "8:0 Read 1\n8:0 Write 4\n8:16 Read 2\nTotal 7\n");
        Assert.Equal(Expected, groups.Usage("c"));
    }

    [Fact]
    public void Version_2_counts_in_one_directory()
    {
        using GroupTree tree = GroupTree.V2();
        IContainerGroups groups = tree.Open();
        groups.Create("c", new ContainerLimits());
        tree.Put(
            "cgroup2/offers/c/cpu.stat",
            "usage_usec 7500000\nuser_usec 7000000\nsystem_usec 500000\nnr_periods 50\n"
            + "nr_throttled 20\nthrottled_usec 1000000\n");
        tree.Put("cgroup2/offers/c/memory.current", "4096\n");
        tree.Put("cgroup2/offers/c/memory.peak", "8192\n");
        tree.Put("cgroup2/offers/c/memory.stat", "anon 1\npgfault 300\npgmajfault 3\n");
        tree.Put(
            "cgroup2/offers/c/memory.events", "low 1\nhigh 0\nmax 12\noom 2\noom_kill 2\n");
        tree.Put("cgroup2/offers/c/pids.current", "5\n");
        tree.Put(
            "cgroup2/offers/c/io.stat",
            "8:0 rbytes=1024 wbytes=8192 rios=1 wios=4 dbytes=0 dios=0\n"
            + "8:16 rbytes=4096 wbytes=0 rios=2 wios=0 dbytes=0 dios=0\n");
        Assert.Equal(Expected, groups.Usage("c"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("12 34")]
    public void A_text_that_is_no_number_is_said(string text)
    {
        using GroupTree tree = GroupTree.V1();
        IContainerGroups groups = tree.Open();
        groups.Create("c", new ContainerLimits());
        tree.Put("memory/offers/c/memory.usage_in_bytes", text);
        Assert.Equal(
            $"cannot measure container 'c': found '{text}', expected a number",
            Assert.Throws<GroupException>(() => groups.Usage("c")).Message);
    }
}
