namespace Offers.Simulation.Reporting;

/// <summary>
/// A label in its place along an axis, in a row that no other label reaches into.
/// </summary>
/// <param name="At">The middle of the label along the axis, in pixels.</param>
/// <param name="Row">The row, 0 next to the drawing area.</param>
/// <param name="Text">What it says.</param>
internal readonly record struct PlacedLabel(double At, int Row, string Text)
{
    private const double Air = 8;

    /// <summary>
    /// Places labels over an area: near their lines, and in rows where they collide.
    /// </summary>
    public static IReadOnlyList<PlacedLabel> Over(
        IEnumerable<(double At, string Text)> labels, double size, double width)
    {
        var placed = new List<PlacedLabel>();
        var ends = new List<double>();
        foreach ((double at, string text) in labels.OrderBy(label => label.At))
        {
            string shown = TextMetrics.Shorten(text, size, width);
            double half = TextMetrics.Width(shown, size) / 2;
            double middle = Math.Max(half, Math.Min(at, width - half));
            int row = ends.FindIndex(end => end + Air <= middle - half);
            if (row < 0)
            {
                row = ends.Count;
                ends.Add(0);
            }

            ends[row] = middle + half;
            placed.Add(new PlacedLabel(middle, row, shown));
        }

        return placed;
    }

    /// <summary>
    /// Places labels beside an area: at their lines, pushed apart where they touch.
    /// </summary>
    public static IReadOnlyList<PlacedLabel> Beside(
        IEnumerable<(double At, string Text)> labels, double line, double height)
    {
        (double At, string Text)[] sorted = [.. labels.OrderBy(label => label.At)];
        var at = new double[sorted.Length];
        for (int i = 0; i < at.Length; i++)
        {
            at[i] = i == 0 ? sorted[i].At : Math.Max(sorted[i].At, at[i - 1] + line);
        }

        // Labels that were pushed out at the lower end push the others back up.
        double limit = height;
        for (int i = at.Length - 1; i >= 0; i--)
        {
            at[i] = Math.Min(at[i], limit);
            limit = at[i] - line;
        }

        return [.. sorted.Select((label, i) => new PlacedLabel(at[i], 0, label.Text))];
    }
}
