namespace Offers.Agents.Containers;

/// <content>What the kernel says of a container.</content>
internal sealed partial class GroupsV2
{
    protected override LimitsInForce ReadLimits(string name)
    {
        string[] quota = GroupText.Words(Files.Read(In(name, "cpu.max")));
        return new(
            GroupText.Number(Files.Read(In(name, "cpu.weight"))),
            GroupText.Limit(quota[0]),
            quota.Length > 1 ? GroupText.Number(quota[1]) : PeriodMicroseconds,
            GroupText.Limit(Files.Read(In(name, "memory.low"))),
            GroupText.Limit(Files.Read(In(name, "memory.max"))),
            Files.Exists(In(name, "pids.max"))
                ? GroupText.Limit(Files.Read(In(name, "pids.max")))
                : null,
            ReadOrEmpty(In(name, "cpuset.cpus")).Trim());
    }

    protected override IReadOnlyList<int> ReadProcesses(string name) =>
        GroupText.Processes(Files.Read(JoinFiles(name)[0]));

    protected override ContainerUsage ReadUsage(string name)
    {
        string cpu = Files.Read(In(name, "cpu.stat"));
        string memory = Files.Read(In(name, "memory.stat"));
        string events = Files.Read(In(name, "memory.events"));
        string io = ReadOrEmpty(In(name, "io.stat"));
        long now = GroupText.Number(Files.Read(In(name, "memory.current")));
        string peak = ReadOrEmpty(In(name, "memory.peak"));
        string pids = ReadOrEmpty(In(name, "pids.current"));
        return new ContainerUsage
        {
            CpuNanoseconds = 1000 * GroupText.Value(cpu, "usage_usec"),
            CpuUserNanoseconds = 1000 * GroupText.Value(cpu, "user_usec"),
            CpuSystemNanoseconds = 1000 * GroupText.Value(cpu, "system_usec"),
            CpuPeriods = GroupText.Value(cpu, "nr_periods"),
            ThrottledPeriods = GroupText.Value(cpu, "nr_throttled"),
            ThrottledNanoseconds = 1000 * GroupText.Value(cpu, "throttled_usec"),
            MemoryBytes = now,
            MemoryPeakBytes = peak.Length > 0 ? GroupText.Number(peak) : now,
            PageFaults = GroupText.Value(memory, "pgfault"),
            MajorPageFaults = GroupText.Value(memory, "pgmajfault"),
            MemoryLimitHits = GroupText.Value(events, "max"),
            OomKills = GroupText.Value(events, "oom_kill"),
            Pids = pids.Length > 0 ? GroupText.Number(pids) : ReadProcesses(name).Count,
            IoReadBytes = GroupText.SumOfPairs(io, "rbytes"),
            IoWrittenBytes = GroupText.SumOfPairs(io, "wbytes"),
            IoReads = GroupText.SumOfPairs(io, "rios"),
            IoWrites = GroupText.SumOfPairs(io, "wios"),
        };
    }
}
