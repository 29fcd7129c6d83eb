namespace Offers.Simulation.Reporting;

/// <summary>An axis: what is measured, in which unit, on which scale.</summary>
internal sealed record Axis
{
    private Axis(string label, string unit, AxisKind kind)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        Label = label;
        Unit = unit;
        Kind = kind;
    }

    /// <summary>Gets what is measured, for example "allocated GPUs".</summary>
    public string Label { get; }

    /// <summary>Gets the unit of the data; empty for categories only.</summary>
    public string Unit { get; }

    /// <summary>Gets the scale.</summary>
    public AxisKind Kind { get; }

    /// <summary>Gets the names of the places of a category axis.</summary>
    public IReadOnlyList<string> Categories { get; private init; } = [];

    /// <summary>Gets the fixed lower end; null lets the data choose.</summary>
    public double? Minimum { get; init; }

    /// <summary>Gets the fixed upper end; null lets the data choose.</summary>
    public double? Maximum { get; init; }

    /// <summary>Makes a linear axis; a share without a dimension has the unit "1".</summary>
    public static Axis Linear(string label, string unit) => Measured(label, unit, AxisKind.Linear);

    /// <summary>Makes a logarithmic axis.</summary>
    public static Axis Log10(string label, string unit) => Measured(label, unit, AxisKind.Log10);

    /// <summary>
    /// Makes an axis of time; the data are seconds, the ticks choose s, min, h or d.
    /// </summary>
    public static Axis Time(string label) => Measured(label, "s", AxisKind.Time);

    /// <summary>Makes an axis of names, which have no unit.</summary>
    public static Axis Category(string label, IReadOnlyList<string> categories) =>
        new(label, "", AxisKind.Category) { Categories = categories };

    private static Axis Measured(string label, string unit, AxisKind kind)
    {
        // A plot without a unit is a picture, not a measurement; it is refused where it is written.
        ArgumentException.ThrowIfNullOrWhiteSpace(unit);
        return new Axis(label, unit, kind);
    }
}
