namespace Offers.Simulation.Reporting;

/// <summary>Draws the legend: each symbol looks like what it stands for.</summary>
internal static class LegendPainter
{
    private const double BoxHalf = 5.5;
    private const double BaseLine = 4;

    /// <summary>Draws all entries.</summary>
    public static void Paint(SvgWriter svg, Legend legend, SlotMap slots, Hatches hatches)
    {
        foreach (LegendEntry entry in legend.Entries)
        {
            if (entry.Series is { } series)
            {
                Symbol(svg, entry, series, slots[series], hatches);
            }
            else if (entry.IsHorizontal)
            {
                svg.Line(entry.X, entry.Y, entry.X + Legend.SymbolWidth, entry.Y, "op-refh");
            }
            else
            {
                double middle = entry.X + (Legend.SymbolWidth / 2);
                svg.Line(middle, entry.Y - 7, middle, entry.Y + 7, "op-refv");
            }

            double x = entry.X + Legend.SymbolWidth + Legend.SymbolGap;
            svg.Text(x, entry.Y + BaseLine, "op-label", "start", entry.Name);
        }
    }

    private static void Symbol(
        SvgWriter svg, LegendEntry entry, Series series, int slot, Hatches hatches)
    {
        double right = entry.X + Legend.SymbolWidth;
        double middle = entry.X + (Legend.SymbolWidth / 2);
        if (series.Kind is SeriesKind.StackedArea or SeriesKind.Bar)
        {
            string box = Box(entry.X, entry.Y - BoxHalf, right, entry.Y + BoxHalf);
            string paint = hatches.PaintOf(slot);
            svg.Path(box, "op-fill op-f" + slot);
            svg.Path(paint.Length == 0 ? "" : box, "op-hatched", paint);
            return;
        }

        bool isLine = series.Kind is SeriesKind.Line or SeriesKind.Step;
        if (isLine && series.Low is not null)
        {
            string band = Box(entry.X, entry.Y - BoxHalf, right, entry.Y + BoxHalf);
            svg.Path(band, "op-band op-f" + slot);
        }

        if (isLine)
        {
            svg.Line(entry.X, entry.Y, right, entry.Y, "op-line op-s" + slot);
        }

        if (SeriesPainter.HasMarkers(series))
        {
            svg.Path(Markers.At(slot, middle, entry.Y), "op-mark op-f" + slot);
        }
    }

    private static string Box(double left, double top, double right, double bottom) =>
        $"M{SvgWriter.Px(left)} {SvgWriter.Px(top)}H{SvgWriter.Px(right)}"
        + $"V{SvgWriter.Px(bottom)}H{SvgWriter.Px(left)}Z";
}
