namespace Offers.Simulation.Reporting;

/// <summary>Draws error bars: a line from low to high with a cap at either end.</summary>
internal static class ErrorBars
{
    private const double Cap = 4;

    /// <summary>Draws the error bars of a series whose values stand at given middles.</summary>
    public static void Paint(
        SvgWriter svg, Panel panel, Series series, Func<int, double> middle)
    {
        if (series.Low is not { } lows || series.High is not { } highs)
        {
            return;
        }

        var path = new PathData();
        for (int i = 0; i < lows.Length; i++)
        {
            double x = middle(i);
            double low = panel.YOf(lows[i]);
            double high = panel.YOf(highs[i]);
            Segment(path, (x, low), (x, high));
            Segment(path, (x - Cap, low), (x + Cap, low));
            Segment(path, (x - Cap, high), (x + Cap, high));
        }

        // The halo keeps the part in front of its own bar visible.
        svg.Path(path.ToString(), "op-halo");
        svg.Path(path.ToString(), "op-error");
    }

    private static void Segment(PathData path, (double X, double Y) from, (double X, double Y) to)
    {
        if (double.IsFinite(from.Y) && double.IsFinite(to.Y))
        {
            path.LineTo(from.X, from.Y);
            path.LineTo(to.X, to.Y);
            path.Lift();
        }
    }
}
