namespace Offers.Simulation.Reporting;

/// <summary>The range that the data of plots cover on either axis.</summary>
internal static class DataDomain
{
    // Zero is shown when it is within reach: leaving it out exaggerates differences.
    private const double ReachOfZero = 0.5;
    private const double ValueRoom = 0.08;
    private const double PointPadding = 0.02;

    /// <summary>The range on the horizontal axis.</summary>
    public static AxisRange OfX(IEnumerable<Plot> plots)
    {
        AxisRange domain = AxisRange.Empty;
        bool padded = false;
        AxisKind kind = AxisKind.Linear;
        foreach (Plot plot in plots)
        {
            kind = plot.X.Kind;
            double floor = Floor(plot.X);
            domain = plot.VerticalLines.Aggregate(domain, (d, line) => d.With(line.Value));
            foreach (Series series in plot.Series)
            {
                domain = domain.WithAll(series.X, floor);
                padded |= series.Kind == SeriesKind.Points;
            }
        }

        return padded && domain.Span > 0 ? Padded(domain, kind) : domain;
    }

    // Markers at either end would otherwise hide under the edge; zero stays the end it is.
    private static AxisRange Padded(AxisRange domain, AxisKind kind)
    {
        double room = PointPadding * domain.Span;
        double ratio = Math.Pow(domain.High / domain.Low, PointPadding);
        return kind switch
        {
            AxisKind.Log10 => new AxisRange(domain.Low / ratio, domain.High * ratio),
            AxisKind.Linear when domain.Low != 0 => new(domain.Low - room, domain.High + room),
            _ => new AxisRange(domain.Low, domain.High + room),
        };
    }

    /// <summary>The range on the vertical axis, with zero where it belongs.</summary>
    public static AxisRange OfY(IReadOnlyCollection<Plot> plots)
    {
        AxisRange domain = AxisRange.Empty;
        bool needsZero = false;
        bool isLog = false;
        foreach (Plot plot in plots)
        {
            domain = WithPlot(domain, plot);
            isLog |= plot.Y.Kind == AxisKind.Log10;
            needsZero |= plot.Series.Any(s => s.Kind is SeriesKind.Bar or SeriesKind.StackedArea);
        }

        if (isLog || domain.IsEmpty)
        {
            return domain;
        }

        // The value over the highest bar needs room as well.
        bool valued = plots.Any(plot => plot.ShowValues);
        domain = valued ? domain.With(domain.High + (ValueRoom * domain.High)) : domain;
        bool near = domain.Low >= 0 && domain.Low <= ReachOfZero * domain.High;
        return near || needsZero ? domain.With(0) : domain;
    }

    private static AxisRange WithPlot(AxisRange domain, Plot plot)
    {
        double floor = Floor(plot.Y);
        domain = plot.HorizontalLines.Aggregate(domain, (d, line) => d.With(line.Value));
        foreach (Series series in plot.Series)
        {
            if (series.Kind != SeriesKind.StackedArea)
            {
                domain = domain.WithAll(series.Y, floor);
                domain = domain.WithAll(series.Low, floor).WithAll(series.High, floor);
            }
        }

        foreach (double[] top in Stack.Of(plot).Tops)
        {
            domain = domain.WithAll(top, floor);
        }

        return domain;
    }

    private static double Floor(Axis axis) =>
        axis.Kind == AxisKind.Log10 ? 0 : double.NegativeInfinity;
}
