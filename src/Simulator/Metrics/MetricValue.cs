namespace Offers.Simulation;

/// <summary>One figure of a result.</summary>
/// <param name="Name">Stable name, as in the results format.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit; "1" for a pure number, "share" for a part of a whole.</param>
public readonly record struct MetricValue(string Name, double Value, string Unit);
