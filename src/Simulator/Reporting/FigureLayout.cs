namespace Offers.Simulation.Reporting;

/// <summary>
/// Gives every part of a figure a place of its own, from top to bottom, so that nothing covers
/// anything: titles, rows of panels, legend. The height of the figure is what that needs.
/// </summary>
internal sealed class FigureLayout
{
    /// <summary>The free edge around the figure.</summary>
    public const double Margin = 2;

    /// <summary>The size of the title.</summary>
    public const double TitleSize = 16;

    /// <summary>The size of the subtitle.</summary>
    public const double SubtitleSize = 13;

    /// <summary>The size of axis titles and reference labels.</summary>
    public const double LabelSize = 12;

    /// <summary>The space between ticks and the drawing area.</summary>
    public const double TickGap = 8;

    private const double TitleLine = 21;
    private const double SubtitleLine = 17;
    private const double PanelTitleSize = 13;
    private const double NarrowestArea = 40;
    private const double PanelGap = 16;
    private const double RowGap = 18;
    private const double AxisTitleHeight = 20;
    private const double LeastRight = 16;
    private const double WidestReference = 170;

    private readonly Figure _figure;
    private readonly List<Panel> _panels = [];

    private FigureLayout(Figure figure)
    {
        _figure = figure;
        double width = figure.Width - (2 * Margin);
        Title = TextMetrics.Wrap(figure.Title, TitleSize * 1.06, width);
        Subtitle = figure.Subtitle is { } text ? TextMetrics.Wrap(text, SubtitleSize, width) : [];
    }

    /// <summary>Gets the lines of the title.</summary>
    public IReadOnlyList<string> Title { get; }

    /// <summary>Gets the lines of the subtitle.</summary>
    public IReadOnlyList<string> Subtitle { get; }

    /// <summary>Gets the panels in reading order.</summary>
    public IReadOnlyList<Panel> Panels => _panels;

    /// <summary>Gets the legend.</summary>
    public Legend Legend { get; private set; } = Legend.Empty;

    /// <summary>Gets the height of the figure.</summary>
    public double Height { get; private set; }

    /// <summary>Places the parts of a figure.</summary>
    public static FigureLayout Of(Figure figure, SlotMap slots)
    {
        var layout = new FigureLayout(figure);
        double y = layout.TitleBottom();
        foreach (IReadOnlyList<Plot> row in figure.Rows)
        {
            y = layout.PlaceRow(row, y) + RowGap;
        }

        layout.Legend = Legend.Of(figure, slots, y - 6);
        layout.Height = Math.Ceiling(layout.Legend.Bottom + Margin);
        return layout;
    }

    /// <summary>The base line of a line of the title.</summary>
    public static double TitleBase(int line) => Margin + TitleSize + (line * TitleLine);

    /// <summary>The base line of a line of the subtitle.</summary>
    public double SubtitleBase(int line) =>
        Margin + (Title.Count * TitleLine) + SubtitleSize + (line * SubtitleLine);

    /// <summary>The text of a horizontal line beside the drawing area, cut to its room.</summary>
    public static string ReferenceText(string label) =>
        TextMetrics.Shorten(label, LabelSize, WidestReference);

    private double TitleBottom() =>
        Margin + (Title.Count * TitleLine) + (Subtitle.Count * SubtitleLine) + 10;

    private double PlaceRow(IReadOnlyList<Plot> row, double top)
    {
        double height = row.Max(plot => plot.Height);
        AxisFrame[] vertical = [.. row.Select(plot => FrameY(plot, row, height))];
        bool[] shows = [.. vertical.Select((frame, i) => i == 0 || !IsShared(vertical, i))];
        double[] lefts = [.. vertical.Select((frame, i) => shows[i] ? TickWidth(frame) : 0)];
        double[] rights = [.. row.Select(RightOf)];
        double width = AreaWidth(lefts, rights);
        for (int i = 0; i < row.Count; i++)
        {
            lefts[i] = Math.Max(lefts[i], TickLabels.ReachLeft(row[i].X, width));
        }

        width = AreaWidth(lefts, rights);
        double left = Margin;
        var placed = new List<Panel>();
        for (int i = 0; i < row.Count; i++)
        {
            AxisFrame x = AxisFrame.Create(row[i].X, DomainX(row[i], row), width, false);
            placed.Add(new Panel(row[i], x, vertical[i])
            {
                HeadLeft = left,
                Left = left + lefts[i],
                Width = width,
                Height = height,
                ShowsY = shows[i],
                Labels = TickLabels.Of(row[i].X, x, left + lefts[i], width),
            });
            left += lefts[i] + width + rights[i] + PanelGap;
        }

        return AddRow(placed, top);
    }

    private double AreaWidth(double[] lefts, double[] rights)
    {
        double free = _figure.Width - (2 * Margin) - lefts.Sum() - rights.Sum()
            - (PanelGap * (lefts.Length - 1));
        return Math.Max(NarrowestArea, free / lefts.Length);
    }

    // The head of a row is as high as its highest, so that the drawing areas stand in line.
    private double AddRow(List<Panel> placed, double top)
    {
        PanelHead[] heads = [.. placed.Select(HeadOf)];
        double areaTop = top + heads.Max(head => head.Height);
        for (int i = 0; i < placed.Count; i++)
        {
            _panels.Add(placed[i] with { Head = heads[i], HeadTop = top, Top = areaTop });
        }

        double below = placed.Max(panel => panel.Labels.Height);
        return areaTop + placed[0].Height + TickGap + below + AxisTitleHeight;
    }

    private PanelHead HeadOf(Panel panel)
    {
        double width = panel.Left - panel.HeadLeft + panel.Width + LeastRight;
        IReadOnlyList<string> title = _figure.IsGrid
            ? TextMetrics.Wrap(panel.Plot.Title, PanelTitleSize * 1.06, width)
            : [];
        IReadOnlyList<string> axis = panel.ShowsY
            ? TextMetrics.Wrap(panel.Y.Title, LabelSize, width)
            : [];
        IEnumerable<(double, string)> lines = _figure.IsGrid
            ? []
            : panel.Plot.VerticalLines.Select(line => (panel.XOf(line.Value), line.Label));
        return new PanelHead(title, axis, PlacedLabel.Over(lines, LabelSize, panel.Width));
    }

    private AxisFrame FrameY(Plot plot, IReadOnlyList<Plot> row, double height)
    {
        bool isForAll = _figure.ShareY == AxisSharing.All;
        Plot[] sharing = [.. Sharing(_figure.ShareY, plot, row)];
        double least = isForAll ? _figure.Rows.Min(r => r.Max(p => p.Height)) : height;
        return AxisFrame.Create(plot.Y, DataDomain.OfY(sharing), least, true);
    }

    private AxisRange DomainX(Plot plot, IReadOnlyList<Plot> row) =>
        DataDomain.OfX(Sharing(_figure.ShareX, plot, row));

    private IEnumerable<Plot> Sharing(AxisSharing sharing, Plot plot, IReadOnlyList<Plot> row) =>
        sharing switch
        {
            AxisSharing.All => _figure.Plots,
            AxisSharing.Row => row,
            _ => [plot],
        };

    private bool IsShared(AxisFrame[] row, int i) =>
        _figure.ShareY != AxisSharing.None
        && string.Equals(row[i].Title, row[0].Title, StringComparison.Ordinal)
        && row[i].Range == row[0].Range;

    private double RightOf(Plot plot)
    {
        double labels = _figure.IsGrid || plot.HorizontalLines.Count == 0
            ? 0
            : plot.HorizontalLines.Max(l => TextMetrics.Width(ReferenceText(l.Label), LabelSize));
        return Math.Max(LeastRight, labels > 0 ? labels + TickGap : 0);
    }

    private static double TickWidth(AxisFrame frame) => TickGap
        + frame.Ticks.Select(tick => TextMetrics.Width(tick.Text, TickLabels.Size))
            .DefaultIfEmpty().Max();
}
