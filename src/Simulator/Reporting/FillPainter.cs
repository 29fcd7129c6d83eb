namespace Offers.Simulation.Reporting;

/// <summary>Draws stacked areas and bars with their error bars and values.</summary>
internal sealed class FillPainter(SvgWriter svg, Panel panel, SlotMap slots, Hatches hatches)
{
    private const double GroupShare = 0.84;
    private const double WidestBar = 64;
    private const double BoldSize = TickLabels.Size * 1.06;

    private readonly Series[] _bars =
        [.. panel.Plot.Series.Where(series => series.Kind == SeriesKind.Bar)];

    private double BarWidth
    {
        get
        {
            double place = panel.Width / panel.X.Range.Span;
            return Math.Min(WidestBar, place * GroupShare / Math.Max(1, _bars.Length));
        }
    }

    // The low end where zero is not on the axis: a bar always stands on the axis or on zero.
    private double BaseLine
    {
        get
        {
            double zero = panel.Y.IsLog ? double.NaN : panel.YOf(0);
            return double.IsNaN(zero) ? panel.Height : Math.Clamp(zero, 0, panel.Height);
        }
    }

    /// <summary>Draws the layers of the stack from the bottom.</summary>
    public void Stack()
    {
        Stack stack = Reporting.Stack.Of(panel.Plot);
        if (stack.Layers.Count == 0)
        {
            return;
        }

        // All layers keep the same values, those where the sum is least and greatest.
        Series first = stack.Layers[0];
        double[] x = [.. first.X.Select(panel.X.Fraction)];
        double[] sum = stack.Totals;
        IReadOnlyList<int> kept = Decimation.Stack(x, sum);
        for (int i = 0; i < stack.Layers.Count; i++)
        {
            var outline = new Outline(panel, first.X, first.Stepped);
            Fill(outline.Between(stack.Bases[i], stack.Tops[i], kept), stack.Layers[i]);
        }
    }

    /// <summary>Draws the bars, one path for a series.</summary>
    public void Bars()
    {
        for (int s = 0; s < _bars.Length; s++)
        {
            var path = new PathData();
            for (int i = 0; i < _bars[s].Y.Length; i++)
            {
                double y = panel.YOf(_bars[s].Y[i]);
                double left = MiddleOf(s, i) - (BarWidth / 2);
                if (double.IsFinite(y))
                {
                    path.LineTo(left, BaseLine);
                    path.LineTo(left, y);
                    path.LineTo(left + BarWidth, y);
                    path.LineTo(left + BarWidth, BaseLine);
                    path.Close();
                }
            }

            Fill(path.ToString(), _bars[s]);
        }
    }

    /// <summary>Draws the error bars on bars.</summary>
    public void Errors()
    {
        for (int s = 0; s < _bars.Length; s++)
        {
            int at = s;
            ErrorBars.Paint(svg, panel, _bars[s], i => MiddleOf(at, i));
        }
    }

    /// <summary>Writes values over bars, for all series or for none.</summary>
    public void Values()
    {
        bool fits = _bars.All(series => series.Y.All(
            y => TextMetrics.Width(Numbers.Significant(y), BoldSize) <= BarWidth));
        if (!panel.Plot.ShowValues || !fits)
        {
            return;
        }

        for (int s = 0; s < _bars.Length; s++)
        {
            for (int i = 0; i < _bars[s].Y.Length; i++)
            {
                double value = _bars[s].Y[i];
                double y = TopOf(_bars[s], i);
                if (double.IsFinite(y))
                {
                    double x = panel.Left + MiddleOf(s, i);
                    string text = Numbers.Significant(value);
                    svg.Text(x, panel.Top + y - 5, "op-value", "middle", text);
                }
            }
        }
    }

    private double TopOf(Series series, int i)
    {
        double y = Math.Min(panel.YOf(series.Y[i]), BaseLine);
        double end = series.High is { } high ? panel.YOf(high[i]) : y;
        return double.IsFinite(end) ? Math.Min(y, end) : y;
    }

    private double MiddleOf(int series, int i) =>
        panel.XOf(_bars[series].X[i]) + ((series - ((_bars.Length - 1) / 2.0)) * BarWidth);

    private void Fill(string outline, Series series)
    {
        int slot = slots[series];
        string paint = hatches.PaintOf(slot);
        svg.Path(outline, "op-fill op-f" + slot);
        svg.Path(paint.Length == 0 ? "" : outline, "op-hatched", paint);
    }
}
