namespace Offers.Simulation.Reporting;

/// <summary>A column of a table.</summary>
/// <param name="Name">What the column holds.</param>
/// <param name="Unit">The unit of its values; empty for text.</param>
internal readonly record struct HtmlColumn(string Name, string Unit = "")
{
    /// <summary>Gets whether the values are numbers, which stand on the right.</summary>
    public bool IsNumeric { get; init; }

    /// <summary>Makes a column of numbers; a share or ratio has the unit "1".</summary>
    public static HtmlColumn Number(string name, string unit)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(unit);
        return new HtmlColumn(name, unit) { IsNumeric = true };
    }

    /// <summary>Makes a column of values that carry their own units, such as durations.</summary>
    public static HtmlColumn Formatted(string name) => new(name) { IsNumeric = true };
}
