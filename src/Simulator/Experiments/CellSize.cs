namespace Offers.Simulation.Experiments;

/// <summary>A size that compaction found, over its permutations of the inventory.</summary>
/// <param name="Machines">Median number of machines.</param>
/// <param name="MachinesLow">Smallest over the permutations.</param>
/// <param name="MachinesHigh">Largest over the permutations.</param>
/// <param name="Capacity">Median capacity by resource name, in units.</param>
/// <param name="CapacityLow">Smallest capacity.</param>
/// <param name="CapacityHigh">Largest capacity.</param>
/// <param name="MeanWaitSeconds">Mean of wait.all at the median size.</param>
/// <param name="WorstRole">The role with the longest mean wait at that size.</param>
/// <param name="WorstRoleWaitSeconds">Its mean wait.</param>
public sealed record CellSize(
    double Machines,
    double MachinesLow,
    double MachinesHigh,
    IReadOnlyDictionary<string, double> Capacity,
    IReadOnlyDictionary<string, double> CapacityLow,
    IReadOnlyDictionary<string, double> CapacityHigh,
    double MeanWaitSeconds,
    string WorstRole,
    double WorstRoleWaitSeconds);
