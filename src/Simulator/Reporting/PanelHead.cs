namespace Offers.Simulation.Reporting;

/// <summary>
/// The lines over a drawing area: its title, its vertical axis, its vertical lines.
/// </summary>
internal sealed record PanelHead(
    IReadOnlyList<string> Title,
    IReadOnlyList<string> YTitle,
    IReadOnlyList<PlacedLabel> Lines)
{
    /// <summary>The distance between lines of the panel title.</summary>
    public const double TitleLine = 18;

    /// <summary>The distance between lines of the axis title.</summary>
    public const double AxisLine = 16;

    /// <summary>The distance between rows of labels of vertical lines.</summary>
    public const double LabelLine = 14;

    private const double Gap = 7;

    /// <summary>Gets the head without a line.</summary>
    public static PanelHead None { get; } = new([], [], []);

    /// <summary>Gets the height that the lines need.</summary>
    public double Height =>
        (Title.Count * TitleLine) + (YTitle.Count * AxisLine) + LabelsHeight + Gap;

    private double LabelsHeight =>
        Lines.Count == 0 ? 0 : (Lines.Max(label => label.Row) + 1) * LabelLine;
}
