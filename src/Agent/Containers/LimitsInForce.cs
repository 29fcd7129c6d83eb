namespace Offers.Agents.Containers;

/// <summary>What the kernel says that a container's limits are.</summary>
/// <param name="CpuShares">
/// <c>cpu.shares</c> on version 1, <c>cpu.weight</c> on version 2.
/// </param>
/// <param name="CpuQuotaMicroseconds">Run time in each period; null is without a ceiling.</param>
/// <param name="CpuPeriodMicroseconds">The period of the quota.</param>
/// <param name="MemorySoftBytes">The soft limit in bytes; null is none.</param>
/// <param name="MemoryHardBytes">The hard limit in bytes; null is none.</param>
/// <param name="PidsMax">Most processes and threads; null is no limit.</param>
/// <param name="Cpuset">
/// Which cpus; empty where the controller is not there, and on version 2 when it is the parent's.
/// </param>
public readonly record struct LimitsInForce(
    long CpuShares,
    long? CpuQuotaMicroseconds,
    long CpuPeriodMicroseconds,
    long? MemorySoftBytes,
    long? MemoryHardBytes,
    long? PidsMax,
    string Cpuset);
