namespace Offers.Simulation.Reporting;

/// <summary>Builds the outlines of areas between two curves over the same x.</summary>
internal sealed class Outline(Panel panel, double[] x, bool isStepped)
{
    /// <summary>
    /// The outline between two curves at the kept indices; gaps part it in pieces.
    /// </summary>
    public string Between(double[] low, double[] high, IReadOnlyList<int> kept)
    {
        var path = new PathData();
        int start = 0;
        for (int k = 0; k <= kept.Count; k++)
        {
            bool isGap = k == kept.Count || !IsDrawn(low[kept[k]], high[kept[k]]);
            if (isGap && k > start)
            {
                Piece(path, low, high, [.. kept.Skip(start).Take(k - start)]);
            }

            start = isGap ? k + 1 : start;
        }

        return path.ToString();
    }

    private static bool IsDrawn(double low, double high) =>
        double.IsFinite(low) && double.IsFinite(high);

    private void Piece(PathData path, double[] low, double[] high, int[] run)
    {
        foreach (int i in run)
        {
            Forward(path, panel.XOf(x[i]), YOf(high[i]));
        }

        for (int k = run.Length - 1; k >= 0; k--)
        {
            double right = panel.XOf(x[run[Math.Min(k + 1, run.Length - 1)]]);
            if (isStepped)
            {
                path.LineTo(right, YOf(low[run[k]]));
            }

            path.LineTo(panel.XOf(x[run[k]]), YOf(low[run[k]]));
        }

        path.Close();
    }

    private void Forward(PathData path, double px, double py)
    {
        if (isStepped)
        {
            path.StepTo(px, py);
        }
        else
        {
            path.LineTo(px, py);
        }
    }

    // A lower end that a logarithmic axis cannot show reaches down to its end.
    private double YOf(double value)
    {
        double y = panel.YOf(value);
        return double.IsNaN(y) ? panel.Height : y;
    }
}
