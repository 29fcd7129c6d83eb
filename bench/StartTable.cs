using System.Globalization;

namespace Offers.Bench;

/// <summary>Prints what starts took, and holds the first way to the second.</summary>
internal static class StartTable
{
    private const double Budget = 1.3;
    private const double Worst = 3 * Budget;

    /// <summary>Prints; false when the budget is missed by more than 3 times.</summary>
    /// <param name="title">What was started.</param>
    /// <param name="names">The ways: the one that is measured, and the bare one.</param>
    /// <param name="times">Milliseconds of each way; sorted here.</param>
    internal static bool Print(string title, string[] names, double[][] times)
    {
        Console.WriteLine(title);
        for (int way = 0; way < names.Length; way++)
        {
            double[] series = times[way];
            Array.Sort(series);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{names[way],-42} median {At(series, 50):F2} ms  "
                + $"p10 {At(series, 10):F2}  p99 {At(series, 99):F2}"));
        }

        double ratio = At(times[0], 50) / At(times[1], 50);
        double fast = At(times[0], 10) / At(times[1], 10);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ratio {ratio:F2} (budget {Budget}: {(ratio <= Budget ? "met" : "MISSED")}), "
            + $"at the tenth percentile {fast:F2}"));
        return ratio <= Worst;
    }

    private static double At(double[] sorted, int percent) =>
        sorted[sorted.Length * percent / 100];
}
