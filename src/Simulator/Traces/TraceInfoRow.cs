namespace Offers.Simulation.Traces;

/// <summary>One line of what <c>offers trace info</c> prints.</summary>
/// <param name="Section">The heading it stands under.</param>
/// <param name="Label">What the figure is.</param>
/// <param name="Value">The figure, written out.</param>
/// <param name="Unit">Its unit; empty for text and plain ratios.</param>
public sealed record TraceInfoRow(string Section, string Label, string Value, string Unit)
{
    /// <summary>True when the value is a name or the like and not a number.</summary>
    public bool IsText { get; init; }
}
