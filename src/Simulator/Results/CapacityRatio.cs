namespace Offers.Simulation.Results;

/// <summary>How many times as much the static slices need as one cell.</summary>
/// <param name="Name">A resource, or "machines".</param>
/// <param name="Ratio">Median over median; NaN when the cell has none of it.</param>
/// <param name="Low">The least over all orders of the inventory: smallest over largest.</param>
/// <param name="High">The greatest: largest over smallest.</param>
internal readonly record struct CapacityRatio(string Name, double Ratio, double Low, double High);
