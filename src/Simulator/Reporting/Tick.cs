namespace Offers.Simulation.Reporting;

/// <summary>A place on an axis and what is written at it.</summary>
internal readonly record struct Tick(double Value, string Text);
