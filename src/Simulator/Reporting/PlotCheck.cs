namespace Offers.Simulation.Reporting;

/// <summary>Refuses plots that would be drawn wrongly, before anything is drawn.</summary>
internal static class PlotCheck
{
    /// <summary>
    /// Throws with the name of the series and the reason when a plot is not sound.
    /// </summary>
    public static void Ensure(Plot plot)
    {
        foreach (Series series in plot.Series)
        {
            EnsureLengths(series);
            EnsureOrder(series);
            if (series.Kind == SeriesKind.Bar && plot.X.Kind != AxisKind.Category)
            {
                throw Refused(series, "bars stand on a category axis");
            }

            if (series.Slot is int slot && (slot < 0 || slot >= Palette.Count))
            {
                throw Refused(series, "the colour slot is outside of the palette");
            }
        }

        EnsureStack(plot);
    }

    private static void EnsureLengths(Series series)
    {
        if (series.X.Length != series.Y.Length)
        {
            throw Refused(series, "x and y differ in length");
        }

        if ((series.Low is null) != (series.High is null))
        {
            throw Refused(series, "low and high come together");
        }

        if (series.Low is { } low && series.High is { } high
            && (low.Length != series.Y.Length || high.Length != series.Y.Length))
        {
            throw Refused(series, "low, high and y differ in length");
        }
    }

    private static void EnsureOrder(Series series)
    {
        if (series.Kind == SeriesKind.Points)
        {
            return;
        }

        for (int i = 0; i < series.X.Length; i++)
        {
            if (!double.IsFinite(series.X[i]) || (i > 0 && series.X[i] < series.X[i - 1]))
            {
                throw Refused(series, "x must be finite and must not decrease");
            }
        }
    }

    // Layers are added value by value, which needs the same x in each of them.
    private static void EnsureStack(Plot plot)
    {
        Series[] layers = [.. plot.Series.Where(s => s.Kind == SeriesKind.StackedArea)];
        foreach (Series layer in layers)
        {
            if (!layer.X.AsSpan().SequenceEqual(layers[0].X))
            {
                throw Refused(layer, "the layers of a stack share their x");
            }

            if (layer.Stepped != layers[0].Stepped)
            {
                throw Refused(layer, "the layers of a stack are all stepped or all straight");
            }
        }

        if (layers.Length > 0 && plot.Y.Kind == AxisKind.Log10)
        {
            throw Refused(layers[0], "a stack has no meaning on a logarithmic axis");
        }
    }

    private static ArgumentException Refused(Series series, string reason) =>
        new($"Series '{series.Name}': {reason}.", nameof(series));
}
