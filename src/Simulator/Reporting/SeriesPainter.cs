using System.Text;

namespace Offers.Simulation.Reporting;

/// <summary>Draws lines, steps, their bands, and points.</summary>
internal sealed class SeriesPainter(SvgWriter svg, Panel panel, SlotMap slots)
{
    // Many values make one dark band of a heavy line, and one white smear of outlined markers.
    private const int DenseLine = 500;
    private const int DenseCloud = 200;

    /// <summary>Whether the values of a series carry markers.</summary>
    public static bool HasMarkers(Series series) =>
        series.Kind == SeriesKind.Points
        || (series.Kind == SeriesKind.Line && series.X.Length <= Markers.MostOnLine);

    /// <summary>Draws the bands between low and high of lines and steps.</summary>
    public void Bands()
    {
        foreach (Series series in OfKind(SeriesKind.Line, SeriesKind.Step))
        {
            if (series.Low is { } low && series.High is { } high)
            {
                bool isStep = series.Kind == SeriesKind.Step;
                var outline = new Outline(panel, series.X, isStep);
                int[] kept = [.. Kept(series, low).Union(Kept(series, high)).Order()];
                svg.Path(outline.Between(low, high, kept), "op-band op-f" + slots[series]);
            }
        }
    }

    /// <summary>Draws lines and steps.</summary>
    public void Lines()
    {
        foreach (Series series in OfKind(SeriesKind.Line, SeriesKind.Step))
        {
            var path = new PathData();
            foreach (int i in Kept(series, series.Y))
            {
                double x = panel.XOf(series.X[i]);
                double y = panel.YOf(series.Y[i]);
                if (series.Kind == SeriesKind.Step)
                {
                    path.StepTo(x, y);
                }
                else
                {
                    path.LineTo(x, y);
                }
            }

            string weight = series.X.Length > DenseLine ? "op-line op-dense op-s" : "op-line op-s";
            svg.Path(path.ToString(), weight + slots[series]);
            MarkersOnLine(series);
        }
    }

    /// <summary>Draws points.</summary>
    public void Points()
    {
        foreach (Series series in OfKind(SeriesKind.Points))
        {
            double[] x = [.. series.X.Select(panel.X.Fraction)];
            double[] y = [.. series.Y.Select(panel.Y.Fraction)];
            ErrorBars.Paint(svg, panel, series, i => panel.XOf(series.X[i]));
            DrawMarkers(series, Decimation.Points(x, y));
        }
    }

    // A value between two gaps has no line; without a marker it would not be seen at all.
    private void MarkersOnLine(Series series)
    {
        if (series.Kind == SeriesKind.Line)
        {
            bool all = HasMarkers(series);
            int[] kept = [.. Enumerable.Range(0, series.Y.Length).Where(i => all || IsLonely(i))];
            DrawMarkers(series, kept);
        }

        bool IsLonely(int i) =>
            (i == 0 || !double.IsFinite(series.Y[i - 1]))
            && (i == series.Y.Length - 1 || !double.IsFinite(series.Y[i + 1]));
    }

    private void DrawMarkers(Series series, IReadOnlyList<int> kept)
    {
        var path = new StringBuilder();
        int slot = slots[series];
        foreach (int i in kept)
        {
            double x = panel.XOf(series.X[i]);
            double y = panel.YOf(series.Y[i]);
            path.Append(double.IsFinite(x) && double.IsFinite(y) ? Markers.At(slot, x, y) : "");
        }

        string css = kept.Count > DenseCloud ? "op-cloud op-f" : "op-mark op-f";
        svg.Path(path.ToString(), css + slot);
    }

    private IReadOnlyList<int> Kept(Series series, double[] y)
    {
        double[] x = [.. series.X.Select(panel.X.Fraction)];
        return series.Kind == SeriesKind.Step ? Decimation.Steps(x, y) : Decimation.Line(x, y);
    }

    private IEnumerable<Series> OfKind(params SeriesKind[] kinds) =>
        panel.Plot.Series.Where(series => kinds.Contains(series.Kind));
}
