namespace Offers.Simulation.Reporting;

/// <summary>An axis after its range and ticks are settled for a number of pixels.</summary>
/// <param name="Range">The range that is drawn.</param>
/// <param name="IsLog">Whether equal distances are equal ratios.</param>
/// <param name="Ticks">The ticks, in order, all inside the range.</param>
/// <param name="Title">Label and unit, as they are written.</param>
internal sealed record AxisFrame(
    AxisRange Range,
    bool IsLog,
    IReadOnlyList<Tick> Ticks,
    string Title)
{
    private const int FewestTicks = 2;

    // The least distance of ticks: room for a label and some air.
    private const double ColumnPitch = 64;
    private const double RowPitch = 44;
    private const double LogPitch = 34;

    /// <summary>
    /// Settles an axis; a vertical one ends on ticks, a horizontal one on its data.
    /// </summary>
    public static AxisFrame Create(Axis axis, AxisRange data, double pixels, bool isVertical)
    {
        double each = axis.Kind == AxisKind.Log10 ? LogPitch : isVertical ? RowPitch : ColumnPitch;
        int target = Math.Max(FewestTicks, (int)(pixels / each));
        return axis.Kind switch
        {
            AxisKind.Category => Category(axis),
            AxisKind.Log10 => Log(axis, data, target, isVertical),
            _ => Even(axis, data, target, isVertical),
        };
    }

    /// <summary>Where a value lies, 0 at the low end and 1 at the high end; NaN is a gap.</summary>
    public double Fraction(double value)
    {
        if (!double.IsFinite(value) || (IsLog && value <= 0))
        {
            return double.NaN;
        }

        return IsLog
            ? Math.Log(value / Range.Low) / Math.Log(Range.High / Range.Low)
            : (value - Range.Low) / Range.Span;
    }

    private static AxisFrame Category(Axis axis)
    {
        Tick[] ticks = [.. axis.Categories.Select((name, i) => new Tick(i, name))];
        var domain = new AxisRange(-0.5, Math.Max(1, ticks.Length) - 0.5);
        return new AxisFrame(domain, IsLog: false, ticks, axis.Label);
    }

    private static AxisFrame Even(Axis axis, AxisRange data, int target, bool isVertical)
    {
        AxisRange domain = Widened(Fixed(axis, data));
        bool isTime = axis.Kind == AxisKind.Time;
        double span = domain.Span;
        double step = isTime
            ? AxisTicks.TimeStep(span, target)
            : AxisTicks.NiceStep(span, target);
        if (isVertical)
        {
            double low = axis.Minimum ?? (step * Math.Floor((domain.Low / step) + 1e-9));
            double high = axis.Maximum ?? (step * Math.Ceiling((domain.High / step) - 1e-9));
            domain = new AxisRange(low, high);
        }

        (string unit, double seconds) = isTime ? AxisTicks.TimeUnit(span) : (axis.Unit, 1);
        IReadOnlyList<Tick> ticks = AxisTicks.Multiples(domain, step, seconds);
        return new AxisFrame(domain, IsLog: false, ticks, axis.Label + " [" + unit + "]");
    }

    private static AxisFrame Log(Axis axis, AxisRange data, int target, bool isVertical)
    {
        AxisRange domain = Fixed(axis, data);
        domain = domain.IsEmpty || domain.High <= 0 ? new AxisRange(1, 10) : domain;
        domain = domain.Low <= 0 ? new AxisRange(domain.High / 1000, domain.High) : domain;
        if (isVertical || domain.Low == domain.High)
        {
            double low = axis.Minimum ?? AxisTicks.RoundDown(domain.Low);
            double high = axis.Maximum ?? (1 / AxisTicks.RoundDown(1 / domain.High));
            domain = low < high ? new AxisRange(low, high) : new AxisRange(low / 2, low * 2);
        }

        IReadOnlyList<Tick> ticks = AxisTicks.Decades(domain, target);
        return new AxisFrame(domain, IsLog: true, ticks, axis.Label + " [" + axis.Unit + "]");
    }

    private static AxisRange Fixed(Axis axis, AxisRange data)
    {
        double low = axis.Minimum ?? data.Low;
        double high = axis.Maximum ?? data.High;
        return new AxisRange(low, high);
    }

    // An axis of no length cannot be drawn; a single value gets room on both sides.
    private static AxisRange Widened(AxisRange domain)
    {
        if (!double.IsFinite(domain.Low) || !double.IsFinite(domain.High))
        {
            double known = double.IsFinite(domain.Low) ? domain.Low
                : double.IsFinite(domain.High) ? domain.High - 1 : 0;
            return new AxisRange(known, known + 1);
        }

        if (domain.Span > 0)
        {
            return domain;
        }

        double room = domain.Low == 0 ? 1 : Math.Abs(domain.Low) / 2;
        return new AxisRange(domain.Low == 0 ? 0 : domain.Low - room, domain.Low + room);
    }
}
