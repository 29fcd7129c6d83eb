namespace Offers.Simulation.Reporting;

/// <summary>A symbol and a name, with their place in the figure.</summary>
/// <param name="Name">The name, cut to the width of the figure.</param>
/// <param name="Series">The series that it stands for; null for a reference line.</param>
/// <param name="IsHorizontal">Whether a reference line is horizontal.</param>
/// <param name="X">The left end of the symbol.</param>
/// <param name="Y">The middle of the symbol.</param>
internal sealed record LegendEntry(
    string Name,
    Series? Series,
    bool IsHorizontal,
    double X,
    double Y);
