namespace Offers.Simulation.Traces;

/// <summary>The three resources of the common trace schema.</summary>
public enum TraceResource
{
    /// <summary>Processors; in a normalised trace, parts of the largest machine.</summary>
    Cpus,

    /// <summary>Memory in GiB; in a normalised trace, parts of the largest machine.</summary>
    Memory,

    /// <summary>Graphics processors, possibly fractions of one.</summary>
    Gpus,
}
