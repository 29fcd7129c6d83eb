namespace Offers.Simulation.Reporting;

/// <summary>One drawing area with two axes and the series in it.</summary>
/// <param name="Title">What the plot shows, in a phrase.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Series">The series, in the order of the legend; stacks grow upwards.</param>
internal sealed record Plot(string Title, Axis X, Axis Y, IReadOnlyList<Series> Series)
{
    /// <summary>Gets the line under the title; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>Gets what a reader who cannot see the plot should know; null writes one.</summary>
    public string? Description { get; init; }

    /// <summary>Gets lines at values of the vertical axis.</summary>
    public IReadOnlyList<ReferenceLine> HorizontalLines { get; init; } = [];

    /// <summary>Gets lines at values of the horizontal axis.</summary>
    public IReadOnlyList<ReferenceLine> VerticalLines { get; init; } = [];

    /// <summary>Gets the height of the drawing area in pixels, without titles and legend.</summary>
    public double Height { get; init; } = 260;

    /// <summary>Gets whether bars carry their value, where there is room for it.</summary>
    public bool ShowValues { get; init; }
}
