namespace Offers.Agents.Containers;

/// <summary>
/// What a container uses and has used since it was made, nested ones included. What the kernel does
/// not count on this machine is 0.
/// </summary>
public readonly record struct ContainerUsage
{
    /// <summary>Cpu time, in nanoseconds.</summary>
    public long CpuNanoseconds { get; init; }

    /// <summary>Cpu time of the programs, in nanoseconds; on version 1 in steps of 10 ms.</summary>
    public long CpuUserNanoseconds { get; init; }

    /// <summary>Cpu time in the kernel, in nanoseconds; on version 1 in steps of 10 ms.</summary>
    public long CpuSystemNanoseconds { get; init; }

    /// <summary>Periods of the quota in which it wanted to run, in periods.</summary>
    public long CpuPeriods { get; init; }

    /// <summary>Periods in which it was stopped because its quota was used up.</summary>
    public long ThrottledPeriods { get; init; }

    /// <summary>How long it was stopped so, over all cpus, in nanoseconds.</summary>
    public long ThrottledNanoseconds { get; init; }

    /// <summary>Memory now, in bytes, page cache included.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The most memory it has had, in bytes.</summary>
    public long MemoryPeakBytes { get; init; }

    /// <summary>Page faults, in faults.</summary>
    public long PageFaults { get; init; }

    /// <summary>Page faults that had to read from a disk, in faults.</summary>
    public long MajorPageFaults { get; init; }

    /// <summary>How often memory was refused at the hard limit at first, in times.</summary>
    public long MemoryLimitHits { get; init; }

    /// <summary>Processes that the kernel killed for memory, in processes.</summary>
    public long OomKills { get; init; }

    /// <summary>Processes and threads now.</summary>
    public long Pids { get; init; }

    /// <summary>Read from block devices, in bytes.</summary>
    public long IoReadBytes { get; init; }

    /// <summary>Written to block devices, in bytes.</summary>
    public long IoWrittenBytes { get; init; }

    /// <summary>Read operations on block devices, in operations.</summary>
    public long IoReads { get; init; }

    /// <summary>Write operations on block devices, in operations.</summary>
    public long IoWrites { get; init; }
}
