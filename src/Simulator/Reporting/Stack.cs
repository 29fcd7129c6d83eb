namespace Offers.Simulation.Reporting;

/// <summary>The layers of a plot, added up from the bottom.</summary>
/// <param name="Layers">The series of the layers, bottom first.</param>
/// <param name="Tops">The running totals; a gap in a layer stays a gap in its top only.</param>
/// <param name="Bases">What each layer stands on.</param>
/// <param name="Totals">The sum of all layers, gaps counted as nothing.</param>
internal sealed record Stack(
    IReadOnlyList<Series> Layers,
    IReadOnlyList<double[]> Tops,
    IReadOnlyList<double[]> Bases,
    double[] Totals)
{
    /// <summary>Adds up the layers of a plot.</summary>
    public static Stack Of(Plot plot)
    {
        Series[] layers = [.. plot.Series.Where(s => s.Kind == SeriesKind.StackedArea)];
        var tops = new List<double[]>();
        var bases = new List<double[]>();
        double[] total = layers.Length == 0 ? [] : new double[layers[0].Y.Length];
        foreach (Series layer in layers)
        {
            var top = new double[total.Length];
            bases.Add([.. total]);
            for (int i = 0; i < top.Length; i++)
            {
                bool isGap = !double.IsFinite(layer.Y[i]);
                top[i] = isGap ? double.NaN : total[i] + layer.Y[i];
                total[i] = isGap ? total[i] : top[i];
            }

            tops.Add(top);
        }

        return new Stack(layers, tops, bases, total);
    }
}
