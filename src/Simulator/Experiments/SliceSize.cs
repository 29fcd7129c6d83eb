namespace Offers.Simulation.Experiments;

/// <summary>The slice of one role in a static partition that meets the target.</summary>
/// <param name="Role">The role.</param>
/// <param name="Jobs">Its jobs.</param>
/// <param name="Size">What its slice needs.</param>
public sealed record SliceSize(string Role, int Jobs, CellSize Size);
