namespace Offers.Agents.Containers;

/// <content>What the kernel says of a container.</content>
internal sealed partial class GroupsV1
{
    protected override LimitsInForce ReadLimits(string name) => new(
        GroupText.Number(Files.Read(In("cpu", name, "cpu.shares"))),
        GroupText.Limit(Files.Read(In("cpu", name, "cpu.cfs_quota_us"))),
        GroupText.Number(Files.Read(In("cpu", name, "cpu.cfs_period_us"))),
        GroupText.Limit(Files.Read(In("memory", name, "memory.soft_limit_in_bytes"))),
        GroupText.Limit(Files.Read(In("memory", name, "memory.limit_in_bytes"))),
        Layout.Has("pids") ? GroupText.Limit(Files.Read(In("pids", name, "pids.max"))) : null,
        Layout.Has("cpuset") ? Files.Read(In("cpuset", name, "cpuset.cpus")).Trim() : "");

    protected override IReadOnlyList<int> ReadProcesses(string name) =>
        GroupText.Processes(Files.Read(In("freezer", name, "cgroup.procs")));

    protected override ContainerUsage ReadUsage(string name)
    {
        string cpu = Files.Read(In("cpu", name, "cpu.stat"));
        string time = Files.Read(In("cpuacct", name, "cpuacct.stat"));
        string memory = Files.Read(In("memory", name, "memory.stat"));
        string bytes = ReadOfBlocks(name, "io_service_bytes");
        string operations = ReadOfBlocks(name, "io_serviced");
        return new ContainerUsage
        {
            CpuNanoseconds = GroupText.Number(Files.Read(In("cpuacct", name, "cpuacct.usage"))),
            CpuUserNanoseconds = GroupText.Value(time, "user") * NanosecondsPerTick,
            CpuSystemNanoseconds = GroupText.Value(time, "system") * NanosecondsPerTick,
            CpuPeriods = GroupText.Value(cpu, "nr_periods"),
            ThrottledPeriods = GroupText.Value(cpu, "nr_throttled"),
            ThrottledNanoseconds = GroupText.Value(cpu, "throttled_time"),
            MemoryBytes = NumberOf(name, "memory.usage_in_bytes"),
            MemoryPeakBytes = NumberOf(name, "memory.max_usage_in_bytes"),
            PageFaults = GroupText.Value(memory, "total_pgfault"),
            MajorPageFaults = GroupText.Value(memory, "total_pgmajfault"),
            MemoryLimitHits = NumberOf(name, "memory.failcnt"),
            OomKills = GroupText.Value(
                Files.Read(In("memory", name, "memory.oom_control")), "oom_kill"),
            Pids = Layout.Has("pids")
                ? GroupText.Number(Files.Read(In("pids", name, "pids.current")))
                : ReadProcesses(name).Count,
            IoReadBytes = GroupText.SumOfOperation(bytes, "Read"),
            IoWrittenBytes = GroupText.SumOfOperation(bytes, "Write"),
            IoReads = GroupText.SumOfOperation(operations, "Read"),
            IoWrites = GroupText.SumOfOperation(operations, "Write"),
        };
    }

    private long NumberOf(string name, string file) =>
        GroupText.Number(Files.Read(In("memory", name, file)));

    /// <summary>Older kernels have only the figures without nested groups.</summary>
    private string ReadOfBlocks(string name, string what)
    {
        if (!Layout.Has("blkio"))
        {
            return "";
        }

        string all = ReadOrEmpty(In("blkio", name, $"blkio.throttle.{what}_recursive"));
        return all.Length > 0 ? all : ReadOrEmpty(In("blkio", name, $"blkio.throttle.{what}"));
    }
}
