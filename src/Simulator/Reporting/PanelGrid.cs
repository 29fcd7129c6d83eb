namespace Offers.Simulation.Reporting;

/// <summary>Rows of plots with one title and one legend.</summary>
/// <param name="Title">What the grid shows, in a phrase.</param>
/// <param name="Rows">The rows; the plots of a row share its width equally.</param>
internal sealed record PanelGrid(string Title, IReadOnlyList<IReadOnlyList<Plot>> Rows)
{
    /// <summary>Gets the line under the title; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>Gets what a reader who cannot see the grid should know; null writes one.</summary>
    public string? Description { get; init; }

    /// <summary>Gets which panels share the horizontal scale.</summary>
    public AxisSharing ShareX { get; init; } = AxisSharing.All;

    /// <summary>Gets which panels share the vertical scale.</summary>
    public AxisSharing ShareY { get; init; } = AxisSharing.Row;
}
