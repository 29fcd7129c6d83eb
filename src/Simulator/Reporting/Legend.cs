namespace Offers.Simulation.Reporting;

/// <summary>
/// The legend under a figure: entries side by side, in as many rows as they need.
/// </summary>
/// <param name="Entries">The entries in their places.</param>
/// <param name="Bottom">The lower end of the last row.</param>
internal sealed record Legend(IReadOnlyList<LegendEntry> Entries, double Bottom)
{
    /// <summary>The width of a symbol.</summary>
    public const double SymbolWidth = 28;

    /// <summary>The space between a symbol and its name.</summary>
    public const double SymbolGap = 7;

    private const double RowHeight = 20;
    private const double EntryGap = 22;

    /// <summary>Gets the legend without entries.</summary>
    public static Legend Empty { get; } = new([], 0);

    /// <summary>Collects the entries of a figure, each name once, and places them.</summary>
    public static Legend Of(Figure figure, SlotMap slots, double top)
    {
        var entries = new List<LegendEntry>();
        var seen = new HashSet<(string, SeriesKind, int)>();
        foreach (Series series in figure.Plots.SelectMany(plot => plot.Series))
        {
            if (seen.Add((series.Name, series.Kind, slots[series])))
            {
                entries.Add(new LegendEntry(series.Name, series, false, 0, 0));
            }
        }

        if (figure.IsGrid)
        {
            AddReferences(entries, figure);
        }

        return Place(entries, figure.Width, top);
    }

    // Panels are too narrow for labels beside their lines; in a grid they stand here.
    private static void AddReferences(List<LegendEntry> entries, Figure figure)
    {
        var seen = new HashSet<(string, bool)>();
        foreach (Plot plot in figure.Plots)
        {
            Add(plot.HorizontalLines, isHorizontal: true);
            Add(plot.VerticalLines, isHorizontal: false);
        }

        void Add(IReadOnlyList<ReferenceLine> lines, bool isHorizontal)
        {
            foreach (ReferenceLine line in lines.Where(l => seen.Add((l.Label, isHorizontal))))
            {
                entries.Add(new LegendEntry(line.Label, null, isHorizontal, 0, 0));
            }
        }
    }

    private static Legend Place(List<LegendEntry> entries, double width, double top)
    {
        double right = width - FigureLayout.Margin;
        double most = right - FigureLayout.Margin - SymbolWidth - SymbolGap;
        double x = FigureLayout.Margin;
        double y = top + (RowHeight / 2);
        var placed = new List<LegendEntry>();
        foreach (LegendEntry entry in entries)
        {
            string name = TextMetrics.Shorten(entry.Name, FigureLayout.LabelSize, most);
            double needed = SymbolWidth + SymbolGap
                + TextMetrics.Width(name, FigureLayout.LabelSize);
            if (x > FigureLayout.Margin && x + needed > right)
            {
                x = FigureLayout.Margin;
                y += RowHeight;
            }

            placed.Add(entry with { Name = name, X = x, Y = y });
            x += needed + EntryGap;
        }

        return new Legend(placed, placed.Count == 0 ? top : y + (RowHeight / 2));
    }
}
