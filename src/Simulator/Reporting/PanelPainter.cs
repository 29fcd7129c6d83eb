namespace Offers.Simulation.Reporting;

/// <summary>Draws a panel: grid, data, reference lines, axes and titles, in that order.</summary>
internal sealed class PanelPainter(SvgWriter svg, Panel panel, bool isInGrid)
{
    // Strokes on the edge of the area are drawn in full; beyond it everything is cut off.
    private const double Overhang = 4;
    private const double BaseLine = 4;

    private double Right => panel.Left + panel.Width;

    private double Bottom => panel.Top + panel.Height;

    /// <summary>Draws the panel.</summary>
    public void Paint(SlotMap slots, Hatches hatches)
    {
        Grid();
        OpenArea();
        var painter = new SeriesPainter(svg, panel, slots);
        var fills = new FillPainter(svg, panel, slots, hatches);
        fills.Stack();
        fills.Bars();
        painter.Bands();
        References();
        painter.Lines();
        fills.Errors();
        painter.Points();
        svg.Raw("</svg>\n");
        fills.Values();
        XAxis();
        YAxis();
        Head();
        ReferenceLabels();
    }

    private void Grid()
    {
        foreach (Tick tick in panel.Y.Ticks)
        {
            double y = panel.Top + panel.YOf(tick.Value);
            svg.Line(panel.Left, y, Right, y, "op-grid");
        }

        foreach (Tick tick in panel.Plot.X.Kind == AxisKind.Category ? [] : panel.X.Ticks)
        {
            double x = panel.Left + panel.XOf(tick.Value);
            svg.Line(x, panel.Top, x, Bottom, "op-grid");
        }
    }

    // A nested drawing clips without an id, and ids would have to differ within a page.
    private void OpenArea()
    {
        string edge = SvgWriter.Px(-Overhang);
        string x = SvgWriter.Px(panel.Left - Overhang);
        string y = SvgWriter.Px(panel.Top - Overhang);
        string width = SvgWriter.Px(panel.Width + (2 * Overhang));
        string height = SvgWriter.Px(panel.Height + (2 * Overhang));
        svg.Raw($"<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" "
            + $"viewBox=\"{edge} {edge} {width} {height}\" overflow=\"hidden\">\n");
    }

    private void References()
    {
        foreach (ReferenceLine line in panel.Plot.HorizontalLines)
        {
            double y = panel.YOf(line.Value);
            svg.Line(0, y, panel.Width, y, "op-refh");
        }

        foreach (ReferenceLine line in panel.Plot.VerticalLines)
        {
            double x = panel.XOf(line.Value);
            svg.Line(x, 0, x, panel.Height, "op-refv");
        }
    }

    private void XAxis()
    {
        svg.Line(panel.Left, Bottom, Right, Bottom, "op-axis");
        double first = Bottom + FigureLayout.TickGap + TickLabels.Size - 2;
        for (int i = 0; i < panel.X.Ticks.Count; i++)
        {
            double x = panel.Left + panel.XOf(panel.X.Ticks[i].Value);
            if (panel.Plot.X.Kind != AxisKind.Category)
            {
                svg.Line(x, Bottom, x, Bottom + 4, "op-axis");
            }

            TickLabel(x, first, panel.Labels.Lines[i]);
        }

        if (panel.Plot.Series.All(s => !s.Y.Any(double.IsFinite)))
        {
            double middle = panel.Top + (panel.Height / 2);
            svg.Text(panel.Left + (panel.Width / 2), middle, "op-sub", "middle", "no data");
        }

        double title = Bottom + FigureLayout.TickGap + panel.Labels.Height + 14;
        svg.Text(panel.Left + (panel.Width / 2), title, "op-label", "middle", panel.X.Title);
    }

    private void TickLabel(double x, double y, IReadOnlyList<string> lines)
    {
        if (panel.Labels.IsTurned)
        {
            svg.TurnedText(x + 4, y - 2, "op-tick", TickLabels.Angle, lines[0]);
            return;
        }

        for (int line = 0; line < lines.Count; line++)
        {
            svg.Text(x, y + (line * TickLabels.Line), "op-tick", "middle", lines[line]);
        }
    }

    private void YAxis()
    {
        double zero = panel.Y.IsLog ? double.NaN : panel.YOf(0);
        if (zero > 0 && zero < panel.Height)
        {
            svg.Line(panel.Left, panel.Top + zero, Right, panel.Top + zero, "op-axis");
        }

        foreach (Tick tick in panel.ShowsY ? panel.Y.Ticks : [])
        {
            double y = panel.Top + panel.YOf(tick.Value) + BaseLine;
            svg.Text(panel.Left - FigureLayout.TickGap, y, "op-tick", "end", tick.Text);
        }
    }

    private void Head()
    {
        double y = panel.HeadTop;
        double x = isInGrid && !panel.ShowsY ? panel.Left : panel.HeadLeft;
        foreach (string line in panel.Head.Title)
        {
            svg.Text(x, y + 13, "op-panel", "start", line);
            y += PanelHead.TitleLine;
        }

        foreach (string line in panel.Head.YTitle)
        {
            svg.Text(x, y + 12, "op-label", "start", line);
            y += PanelHead.AxisLine;
        }

        foreach (PlacedLabel label in panel.Head.Lines)
        {
            double row = panel.Top - 5 - (label.Row * PanelHead.LabelLine);
            svg.Text(panel.Left + label.At, row, "op-label", "middle", label.Text);
        }
    }

    private void ReferenceLabels()
    {
        if (isInGrid)
        {
            return;
        }

        IEnumerable<(double, string)> labels = panel.Plot.HorizontalLines.Select(
            line => (panel.YOf(line.Value), FigureLayout.ReferenceText(line.Label)));
        foreach (PlacedLabel label in PlacedLabel.Beside(labels, 14, panel.Height))
        {
            double y = panel.Top + label.At + BaseLine;
            svg.Text(Right + 6, y, "op-label", "start", label.Text);
        }
    }
}
