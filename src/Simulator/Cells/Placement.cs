namespace Offers.Simulation;

/// <summary>Some tasks of one group, put somewhere.</summary>
/// <param name="Place">Index of the place in its <see cref="PlacementPool"/>.</param>
/// <param name="Group">Index of the group in its job.</param>
/// <param name="Count">How many tasks; at least 1.</param>
internal readonly record struct Placement(int Place, int Group, int Count);
