namespace Offers.Simulation.Reporting;

/// <summary>What the renderer draws: a plot or a grid, brought to one shape.</summary>
internal sealed record Figure(string Title, IReadOnlyList<IReadOnlyList<Plot>> Rows)
{
    /// <summary>Gets the line under the title; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>Gets the description for readers who cannot see; null writes one.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// Gets whether panels have titles of their own and reference lines a legend.
    /// </summary>
    public bool IsGrid { get; init; }

    /// <summary>Gets which panels share the horizontal scale.</summary>
    public AxisSharing ShareX { get; init; }

    /// <summary>Gets which panels share the vertical scale.</summary>
    public AxisSharing ShareY { get; init; }

    /// <summary>Gets the width in pixels; grids are wider, so that panels stay legible.</summary>
    public double Width => IsGrid ? 840 : 720;

    /// <summary>Gets all plots in reading order.</summary>
    public IEnumerable<Plot> Plots => Rows.SelectMany(row => row);

    /// <summary>Checks a plot and makes a figure of it.</summary>
    public static Figure Of(Plot plot)
    {
        PlotCheck.Ensure(plot);
        return new Figure(plot.Title, [[plot]])
        {
            Subtitle = plot.Subtitle,
            Description = plot.Description,
        };
    }

    /// <summary>Checks a grid and makes a figure of it.</summary>
    public static Figure Of(PanelGrid grid)
    {
        var figure = new Figure(grid.Title, grid.Rows)
        {
            Subtitle = grid.Subtitle,
            Description = grid.Description,
            IsGrid = true,
            ShareX = grid.ShareX,
            ShareY = grid.ShareY,
        };
        if (grid.Rows.Count == 0 || grid.Rows.Any(row => row.Count == 0))
        {
            throw new ArgumentException("a grid needs a plot in every row", nameof(grid));
        }

        foreach (Plot plot in figure.Plots)
        {
            PlotCheck.Ensure(plot);
        }

        return figure;
    }
}
