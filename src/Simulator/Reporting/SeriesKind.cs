namespace Offers.Simulation.Reporting;

/// <summary>How the values of a series are drawn.</summary>
internal enum SeriesKind
{
    /// <summary>Straight lines from value to value.</summary>
    Line,

    /// <summary>Each value holds until the next x, as counts in a simulation do.</summary>
    Step,

    /// <summary>A layer on top of the layers before it; all layers share their x.</summary>
    StackedArea,

    /// <summary>A bar at a category, side by side with the bars of the other series.</summary>
    Bar,

    /// <summary>A marker at each value.</summary>
    Points,
}
