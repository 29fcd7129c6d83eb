namespace Offers.Simulation.Reporting;

/// <summary>
/// Draws plots and grids of plots as SVG. The same figure gives the same bytes on every machine.
/// </summary>
internal static class SvgRenderer
{
    // A page has edges of its own; a file brings its own.
    private const double FileEdge = 14;

    /// <summary>Draws a plot for a page that has <see cref="SvgStyle.Css"/> in its head.</summary>
    public static string Render(Plot plot) => Draw(Figure.Of(plot), isAlone: false);

    /// <summary>Draws a grid for a page that has <see cref="SvgStyle.Css"/> in its head.</summary>
    public static string Render(PanelGrid grid) => Draw(Figure.Of(grid), isAlone: false);

    /// <summary>Draws a plot as a file of its own, with its style in it.</summary>
    public static string RenderFile(Plot plot) => Draw(Figure.Of(plot), isAlone: true);

    /// <summary>Draws a grid as a file of its own, with its style in it.</summary>
    public static string RenderFile(PanelGrid grid) => Draw(Figure.Of(grid), isAlone: true);

    private static string Draw(Figure figure, bool isAlone)
    {
        var slots = new SlotMap(figure.Plots);
        var hatches = new Hatches(figure);
        FigureLayout layout = FigureLayout.Of(figure, slots);
        var body = new SvgWriter();
        foreach (Panel panel in layout.Panels)
        {
            new PanelPainter(body, panel, figure.IsGrid).Paint(slots, hatches);
        }

        LegendPainter.Paint(body, layout.Legend, slots, hatches);

        var svg = new SvgWriter();
        Open(svg, figure, layout.Height, isAlone);
        svg.Raw(hatches.Definitions());
        Titles(svg, layout);
        svg.Raw(body.ToString());
        svg.Raw("</svg>\n");
        return svg.ToString();
    }

    private static void Open(SvgWriter svg, Figure figure, double height, bool isAlone)
    {
        string title = XmlText.Escape(figure.Title);
        double edge = isAlone ? FileEdge : 0;
        string at = SvgWriter.Px(-edge);
        string width = SvgWriter.Px(figure.Width + (2 * edge));
        string size = SvgWriter.Px(height + (2 * edge));
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"offers-plot\" role=\"img\" "
            + $"aria-label=\"{title}\" width=\"{width}\" height=\"{size}\" "
            + $"viewBox=\"{at} {at} {width} {size}\">\n");
        svg.Raw($"<title>{title}</title>\n");
        svg.Raw($"<desc>{XmlText.Escape(FigureText.Describe(figure))}</desc>\n");
        svg.Raw(isAlone ? "<style>\n" + SvgStyle.Css + "</style>\n" : "");
        svg.Raw($"<rect class=\"op-paper\" x=\"{at}\" y=\"{at}\" width=\"{width}\" "
            + $"height=\"{size}\"/>\n");
    }

    private static void Titles(SvgWriter svg, FigureLayout layout)
    {
        for (int i = 0; i < layout.Title.Count; i++)
        {
            double y = FigureLayout.TitleBase(i);
            svg.Text(FigureLayout.Margin, y, "op-title", "start", layout.Title[i]);
        }

        for (int i = 0; i < layout.Subtitle.Count; i++)
        {
            double y = layout.SubtitleBase(i);
            svg.Text(FigureLayout.Margin, y, "op-sub", "start", layout.Subtitle[i]);
        }
    }
}
