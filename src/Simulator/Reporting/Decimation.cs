namespace Offers.Simulation.Reporting;

/// <summary>
/// Leaves out values that no reader could see: a page needs about two for each column of pixels.
/// The extremes of every column stay, so that no peak is lost.
/// </summary>
internal static class Decimation
{
    /// <summary>The most values of a series that are drawn, but for its gaps.</summary>
    public const int Limit = 1500;

    private const int LineColumns = Limit / 2;
    private const int StepColumns = Limit / 3;

    /// <summary>The indices to draw of a line: all, or least and greatest of each column.</summary>
    /// <param name="x">Positions as fractions of the width, not decreasing.</param>
    /// <param name="y">Values; NaN is a gap, and one index of each gap stays.</param>
    public static IReadOnlyList<int> Line(double[] x, double[] y) =>
        y.Length <= Limit ? All(y.Length) : ByColumn(x, y, All(y.Length), LineColumns, false);

    /// <summary>
    /// The indices to draw of steps: exactly the changes when these are few enough, otherwise
    /// least, greatest and last of each column, since the last is what holds afterwards.
    /// </summary>
    /// <param name="x">Positions as fractions of the width, not decreasing.</param>
    /// <param name="y">Values; NaN is a gap, and one index of each gap stays.</param>
    public static IReadOnlyList<int> Steps(double[] x, double[] y)
    {
        if (y.Length <= Limit)
        {
            return All(y.Length);
        }

        var changes = new List<int>();
        for (int i = 0; i < y.Length; i++)
        {
            if (i == 0 || i == y.Length - 1 || !y[i].Equals(y[i - 1]))
            {
                changes.Add(i);
            }
        }

        return changes.Count <= Limit ? changes : ByColumn(x, y, changes, StepColumns, true);
    }

    /// <summary>
    /// The indices to draw of all layers of a stack: least, greatest and last of the sum. Layers
    /// may trade places under an equal sum, so an equal sum is no reason to leave a value out.
    /// </summary>
    public static IReadOnlyList<int> Stack(double[] x, double[] sum) =>
        sum.Length <= Limit
            ? All(sum.Length)
            : ByColumn(x, sum, All(sum.Length), StepColumns, true);

    /// <summary>
    /// The indices to draw of points: one for each cell of a lattice, as fine as the limit
    /// allows, and the least and greatest value. A plain envelope would hollow out a cloud.
    /// </summary>
    public static IReadOnlyList<int> Points(double[] x, double[] y)
    {
        if (y.Length <= Limit)
        {
            return All(y.Length);
        }

        int least = IndexOfExtreme(y, -1);
        int greatest = IndexOfExtreme(y, 1);
        for (int cells = 800; ; cells = cells * 3 / 4)
        {
            var seen = new HashSet<(int, int)>();
            var kept = new List<int>();
            for (int i = 0; i < y.Length; i++)
            {
                bool isExtreme = i == least || i == greatest;
                if (double.IsFinite(x[i]) && double.IsFinite(y[i])
                    && (seen.Add(((int)(x[i] * cells), (int)(y[i] * cells))) || isExtreme))
                {
                    kept.Add(i);
                }
            }

            if (kept.Count <= Limit || cells < 8)
            {
                return kept;
            }
        }
    }

    private static List<int> ByColumn(
        double[] x, double[] y, IReadOnlyList<int> from, int columns, bool keepLast)
    {
        var kept = new List<int>();
        int start = 0;
        for (int k = 1; k <= from.Count; k++)
        {
            if (k == from.Count || KeyOf(from[k]) != KeyOf(from[start]))
            {
                AddColumn(kept, y, from, start..k);
                AddOnce(kept, keepLast || k == from.Count ? from[k - 1] : -1);
                start = k;
            }
        }

        if (kept.Count > 0 && kept[0] != from[0])
        {
            kept.Insert(0, from[0]);
        }

        return kept;

        // Gaps get a key of their own, so that a column never bridges one.
        int KeyOf(int i) => double.IsFinite(y[i]) ? (int)(x[i] * columns) : int.MinValue;
    }

    private static void AddColumn(List<int> kept, double[] y, IReadOnlyList<int> from, Range run)
    {
        (int start, int length) = run.GetOffsetAndLength(from.Count);
        int least = from[start];
        int greatest = from[start];
        for (int k = start; k < start + length; k++)
        {
            least = y[from[k]] < y[least] ? from[k] : least;
            greatest = y[from[k]] > y[greatest] ? from[k] : greatest;
        }

        AddOnce(kept, Math.Min(least, greatest));
        AddOnce(kept, Math.Max(least, greatest));
    }

    private static void AddOnce(List<int> kept, int index)
    {
        if (index >= 0 && (kept.Count == 0 || kept[^1] < index))
        {
            kept.Add(index);
        }
    }

    private static int IndexOfExtreme(double[] y, int sign)
    {
        int best = -1;
        for (int i = 0; i < y.Length; i++)
        {
            if (double.IsFinite(y[i]) && (best < 0 || sign * y[i] > sign * y[best]))
            {
                best = i;
            }
        }

        return best;
    }

    private static int[] All(int length) => [.. Enumerable.Range(0, length)];
}
