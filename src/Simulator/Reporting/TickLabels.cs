namespace Offers.Simulation.Reporting;

/// <summary>The labels under a horizontal axis: wrapped where they fit, turned where not.</summary>
/// <param name="Lines">The lines of each label, in the order of the ticks.</param>
/// <param name="IsTurned">Whether the labels rise towards their ticks.</param>
/// <param name="Height">The height that they need, in pixels.</param>
internal sealed record TickLabels(
    IReadOnlyList<IReadOnlyList<string>> Lines,
    bool IsTurned,
    double Height)
{
    /// <summary>The size of tick labels.</summary>
    public const double Size = 11.5;

    /// <summary>The distance between the lines of a label.</summary>
    public const double Line = 14;

    /// <summary>The angle of turned labels, in degrees.</summary>
    public const int Angle = -40;

    private const int MostLines = 3;
    private const double LongestTurned = 150;
    private const double Air = 8;

    private static readonly (double Sin, double Cos) Slope = Math.SinCos(Math.PI * -Angle / 180);

    /// <summary>Gets the labels of an axis without ticks.</summary>
    public static TickLabels None { get; } = new([], IsTurned: false, 0);

    /// <summary>
    /// Settles the labels of an axis on an area at a distance from the left edge.
    /// </summary>
    public static TickLabels Of(Axis axis, AxisFrame frame, double left, double width)
    {
        if (axis.Kind != AxisKind.Category || frame.Ticks.Count == 0)
        {
            return new TickLabels([.. frame.Ticks.Select(t => Single(t.Text))], false, Line);
        }

        double room = (width / frame.Ticks.Count) - Air;
        IReadOnlyList<string>[] wrapped =
            [.. frame.Ticks.Select(t => TextMetrics.Wrap(t.Text, Size, room))];
        int most = wrapped.Max(lines => lines.Count);
        bool fits = most <= MostLines
            && wrapped.All(lines => lines.All(line => TextMetrics.Width(line, Size) <= room));
        return fits ? new TickLabels(wrapped, false, most * Line) : Turned(frame, left, width);
    }

    /// <summary>How far turned labels reach to the left of the drawing area.</summary>
    public static double ReachLeft(Axis axis, double width)
    {
        AxisFrame frame = AxisFrame.Create(axis, AxisRange.Empty, width, isVertical: false);
        bool isTurned = Of(axis, frame, LongestTurned, width).IsTurned;
        return !isTurned ? 0 : frame.Ticks.Max(
            tick => (Slope.Cos * Math.Min(LongestTurned, TextMetrics.Width(tick.Text, Size)))
                - (frame.Fraction(tick.Value) * width) - Air);
    }

    // A turned label reaches to the left of its tick and must not leave the figure.
    private static TickLabels Turned(AxisFrame frame, double left, double width)
    {
        var lines = new List<IReadOnlyList<string>>();
        double longest = 0;
        foreach (Tick tick in frame.Ticks)
        {
            double reach = (left + (frame.Fraction(tick.Value) * width)) / Slope.Cos;
            string text = TextMetrics.Shorten(tick.Text, Size, Math.Min(LongestTurned, reach));
            longest = Math.Max(longest, TextMetrics.Width(text, Size));
            lines.Add(Single(text));
        }

        return new TickLabels(lines, true, (longest * Slope.Sin) + Line);
    }

    private static IReadOnlyList<string> Single(string text) => [text];
}
