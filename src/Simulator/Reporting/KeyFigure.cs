namespace Offers.Simulation.Reporting;

/// <summary>A number that the reader should take away.</summary>
/// <param name="Value">The number with its unit, for example "2.04x".</param>
/// <param name="Label">What it is.</param>
/// <param name="Detail">Where it comes from or how sure it is; null for nothing.</param>
internal readonly record struct KeyFigure(string Value, string Label, string? Detail = null);
