namespace Offers.Simulation.Reporting;

/// <summary>The closed range of an axis; empty when low is above high.</summary>
internal readonly record struct AxisRange(double Low, double High)
{
    /// <summary>Gets the range that contains nothing.</summary>
    public static AxisRange Empty => new(double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Gets whether nothing is in the range.</summary>
    public bool IsEmpty => Low > High;

    /// <summary>Gets the length of the range.</summary>
    public double Span => High - Low;

    /// <summary>The smallest range with this one and a value; gaps change nothing.</summary>
    public AxisRange With(double value) =>
        double.IsFinite(value) ? new(Math.Min(Low, value), Math.Max(High, value)) : this;

    /// <summary>The smallest range with this one and all values above a floor.</summary>
    public AxisRange WithAll(double[]? values, double above)
    {
        AxisRange domain = this;
        foreach (double value in values ?? [])
        {
            domain = value > above ? domain.With(value) : domain;
        }

        return domain;
    }
}
