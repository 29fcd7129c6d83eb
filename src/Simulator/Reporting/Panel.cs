namespace Offers.Simulation.Reporting;

/// <summary>A plot with its place in the figure; positions are pixels of the figure.</summary>
internal sealed record Panel(Plot Plot, AxisFrame X, AxisFrame Y)
{
    /// <summary>Gets the left end of the drawing area.</summary>
    public double Left { get; init; }

    /// <summary>Gets the upper end of the drawing area.</summary>
    public double Top { get; init; }

    /// <summary>Gets the upper end of the titles over the drawing area.</summary>
    public double HeadTop { get; init; }

    /// <summary>Gets the left end of the titles over the drawing area.</summary>
    public double HeadLeft { get; init; }

    /// <summary>Gets the width of the drawing area.</summary>
    public double Width { get; init; }

    /// <summary>Gets the height of the drawing area.</summary>
    public double Height { get; init; }

    /// <summary>
    /// Gets whether the vertical axis is written; a neighbour may do it for a row.
    /// </summary>
    public bool ShowsY { get; init; }

    /// <summary>Gets the lines over the drawing area, the title of the panel first.</summary>
    public PanelHead Head { get; init; } = PanelHead.None;

    /// <summary>Gets what is written under the horizontal axis.</summary>
    public TickLabels Labels { get; init; } = TickLabels.None;

    /// <summary>Where a value lies from the left end of the drawing area.</summary>
    public double XOf(double value) => X.Fraction(value) * Width;

    /// <summary>Where a value lies from the upper end of the drawing area.</summary>
    public double YOf(double value) => (1 - Y.Fraction(value)) * Height;
}
