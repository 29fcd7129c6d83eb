namespace Offers.Simulation.Reporting;

/// <summary>Named values of one kind; a value that is not finite is a gap.</summary>
/// <param name="Name">The name in the legend; the same name has one colour in all panels.</param>
/// <param name="Kind">How the values are drawn.</param>
/// <param name="X">Positions; not decreasing, except for points.</param>
/// <param name="Y">Values, as many as positions.</param>
internal sealed record Series(string Name, SeriesKind Kind, double[] X, double[] Y)
{
    /// <summary>Gets the lower ends: a band on lines and steps, error bars on the rest.</summary>
    public double[]? Low { get; init; }

    /// <summary>Gets the upper ends; present exactly when the lower ends are.</summary>
    public double[]? High { get; init; }

    /// <summary>Gets the colour slot, 0 to 7; null takes the next by order of appearance.</summary>
    public int? Slot { get; init; }

    /// <summary>Gets whether a layer of a stack holds its value until the next x.</summary>
    public bool Stepped { get; init; }

    /// <summary>Makes bars, one for each category in order.</summary>
    public static Series Bars(string name, double[] y) =>
        new(name, SeriesKind.Bar, [.. Enumerable.Range(0, y.Length).Select(i => (double)i)], y);
}
