using System.Collections.Immutable;

namespace Offers.Simulation.Traces;

/// <summary>A task trace and, where known, the machines it was recorded on.</summary>
public sealed class Trace
{
    /// <summary>The file the tasks came from, as the caller named it.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of that file's bytes as stored, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The rows in file order, which need not be the order of submission.</summary>
    public required ImmutableArray<TraceTask> Tasks { get; init; }

    /// <summary>The file the machines came from; null when there is none.</summary>
    public string? MachinesPath { get; init; }

    /// <summary>SHA-256 of the machine file as stored; null when there is none.</summary>
    public string? MachinesSha256 { get; init; }

    /// <summary>The machines in file order; empty when there is no machine file.</summary>
    public ImmutableArray<TraceMachine> Machines { get; init; } = [];

    /// <summary>
    /// True when the largest machine is exactly 1 in processors and in memory: the source gave
    /// parts of its largest machine instead of processors and GiB. O(machines).
    /// </summary>
    public bool IsNormalised =>
        Machines.Length > 0
        && Machines.Max(machine => machine.Cpus) == 1
        && Machines.Max(machine => machine.MemoryGiB) == 1;
}
