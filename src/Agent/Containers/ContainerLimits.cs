namespace Offers.Agents.Containers;

/// <summary>
/// How large a container is: what its groups are told. A value. By default it is as small as the
/// kernel allows in cpus, has 32 MiB of memory as a soft limit and no hard ones.
/// </summary>
public sealed record ContainerLimits
{
    /// <summary>Least memory that a container is given: 32 MiB, in bytes.</summary>
    public const long LeastMemoryBytes = 32L << 20;

    /// <summary>The largest limit of a kind, which stands for an explicit "unlimited".</summary>
    public const long UnlimitedThousandths = ResourceVector.MaxAmount - 1;

    /// <summary>A limit is counted in whole pages; the kernel rounds down, and so do we.</summary>
    private const long PageBytes = 4096;

    /// <summary>The kernel's bound of a quota is lower than what a number can say.</summary>
    private const long MostQuotaThousandths = 1L << 32;

    /// <summary>Cpus in thousandths, without revocable ones; 0 or more; 0 by default.</summary>
    public long Cpus { get; init; }

    /// <summary>Revocable cpus in thousandths; 0 or more; 0 by default.</summary>
    public long RevocableCpus { get; init; }

    /// <summary>
    /// Most cpus it can use, in thousandths, 0 or more; null, the default, is without a ceiling.
    /// </summary>
    public long? CpuCeiling { get; init; }

    /// <summary>Memory that it keeps under pressure, in bytes; 32 MiB by default.</summary>
    public long MemorySoftBytes { get; init; } = LeastMemoryBytes;

    /// <summary>
    /// Memory at which its processes are killed, in bytes; null, the default, is never. On a live
    /// container it only ever rises.
    /// </summary>
    public long? MemoryHardBytes { get; init; }

    /// <summary>Whether the hard limit covers swap; false by default.</summary>
    public bool LimitsSwap { get; init; }

    /// <summary>Most processes and threads, 1 or more; null, the default, is no limit.</summary>
    public long? PidsMax { get; init; }

    /// <summary>
    /// Which cpus it may run on, as <c>0-3,8</c>; null, the default, is all of the parent's.
    /// </summary>
    public string? Cpuset { get; init; }

    /// <summary>
    /// Devices it may use besides <see cref="DeviceRule.Default"/>; none by default. Only version 1
    /// holds it to them.
    /// </summary>
    public ValueList<DeviceRule> Devices { get; init; } = [];

    /// <summary>Version 1: <c>cpu.shares</c>, 2 to 262144 (semantics 3.3).</summary>
    public long CpuShares => Math.Clamp(((1024 * Cpus) + (10 * RevocableCpus)) / 1000, 2, 262_144);

    /// <summary>Version 2: <c>cpu.weight</c>, 1 to 10000 (semantics 3.3).</summary>
    public long CpuWeight => Math.Clamp(((100 * Cpus) + RevocableCpus) / 1000, 1, 10_000);

    /// <summary>
    /// What it may run in each 100 ms, in microseconds, at least 1000; null without a ceiling.
    /// </summary>
    public long? CpuQuotaMicroseconds => CpuCeiling is { } ceiling and < MostQuotaThousandths
        ? Math.Max(100 * ceiling, 1000)
        : null;

    /// <summary>
    /// What resources make of a container: the table of semantics 3.3. Pure; O(kinds).
    /// </summary>
    /// <param name="resources">All that runs in it, executor and tasks, added up.</param>
    /// <param name="limits">
    /// How far it may burst, for cpus and mem; what is absent goes by its request, and
    /// <see cref="UnlimitedThousandths"/> is without a limit.
    /// </param>
    /// <param name="sizing">The agent's options.</param>
    public static ContainerLimits From(
        ResourceSet resources, ResourceLimits limits, ContainerSizing sizing)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(sizing);
        long cpus = AmountOf(resources, "cpus");
        long revocable = sizing.RevocableCpusAreLow ? AmountOf(resources.Revocable, "cpus") : 0;
        long memory = AmountOf(resources, "mem");
        long? cpuLimit = LimitOf(resources, limits, "cpus");
        long memoryLimit = LimitOf(resources, limits, "mem") ?? memory;
        return new ContainerLimits
        {
            Cpus = cpus - revocable,
            RevocableCpus = revocable,
            CpuCeiling = cpuLimit is UnlimitedThousandths ? null
                : cpuLimit ?? (sizing.LimitsCpus ? cpus : null),
            MemorySoftBytes = MemoryBytes(memory),
            MemoryHardBytes = memoryLimit >= UnlimitedThousandths
                ? null
                : MemoryBytes(Math.Max(memory, memoryLimit)),
            LimitsSwap = sizing.LimitsSwap,
        };
    }

    /// <summary>
    /// Whom the kernel kills first when the machine itself runs out: who may burst past its request
    /// is the likelier, the smaller the request.
    /// </summary>
    /// <param name="machineBytes">Memory of the machine, more than 0.</param>
    /// <returns>
    /// 0 to 1000 for <c>oom_score_adj</c>; null when request and limit are the same, so that
    /// nothing is to be written.
    /// </returns>
    public int? OomScoreAdjustment(long machineBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(machineBytes);
        return MemoryHardBytes == MemorySoftBytes
            ? null
            : (int)Math.Clamp(
                1000 - (long)((Int128)1000 * MemorySoftBytes / machineBytes), 0, 1000);
    }

    /// <summary>Thousandths of MB to bytes in whole pages, at least 32 MiB.</summary>
    private static long MemoryBytes(long thousandths)
    {
        Int128 bytes = ((Int128)thousandths << 20) / 1000;
        long most = long.MaxValue / 2;
        long whole = bytes > most ? most : (long)bytes;
        return Math.Max(whole / PageBytes * PageBytes, LeastMemoryBytes);
    }

    private static long AmountOf(ResourceSet resources, string name) =>
        resources.Schema is { } schema && schema.TryFind(name, out ResourceKind kind)
            ? resources.Quantities[kind]
            : 0;

    private static long? LimitOf(ResourceSet resources, in ResourceLimits limits, string name) =>
        resources.Schema is { } schema && schema.TryFind(name, out ResourceKind kind)
            ? limits[kind]
            : null;
}
