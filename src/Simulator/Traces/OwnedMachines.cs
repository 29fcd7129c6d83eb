namespace Offers.Simulation.Traces;

/// <summary>
/// How many average machines of a cell its tasks need when every owner has machines to itself,
/// against one pool for all. An average machine has the cell's total over its machine count of
/// every resource.
/// </summary>
public readonly record struct OwnedMachines
{
    /// <summary>Machines that one pool for all needs, not rounded.</summary>
    public required double Pooled { get; init; }

    /// <summary>Machines of all owners when each may own a fraction of a machine.</summary>
    public required double Fluid { get; init; }

    /// <summary>Machines of all owners when each owns whole ones.</summary>
    public required long Whole { get; init; }

    /// <summary>What owning fractions costs over the pool: 0.137 is 13.7 % more.</summary>
    public double FluidOverhead => Pooled > 0 ? (Fluid / Pooled) - 1 : 0;

    /// <summary>What owning whole machines costs over whole machines for the pool.</summary>
    public double WholeOverhead => Pooled > 0 ? (Whole / Math.Ceiling(Pooled)) - 1 : 0;
}
