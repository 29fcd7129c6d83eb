namespace Offers.Simulation.Reporting;

/// <summary>A labelled line across the drawing area, for example the capacity.</summary>
/// <param name="Value">The position on the axis that the line crosses.</param>
/// <param name="Label">What the line says.</param>
internal readonly record struct ReferenceLine(double Value, string Label);
