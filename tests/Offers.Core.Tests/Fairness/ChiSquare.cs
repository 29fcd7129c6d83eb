namespace Offers.Core.Tests.Fairness;

/// <summary>
/// Pearson's test of counts against probabilities. Seeds are fixed, so that a test that passes
/// keeps passing; what a significance says is how far from the law the counts may be.
/// </summary>
internal static class ChiSquare
{
    /// <summary>
    /// The probability that counts as far off as these, or further, come by chance.
    /// </summary>
    public static double PValue(IReadOnlyList<long> counts, IReadOnlyList<double> probabilities)
    {
        double draws = counts.Sum();
        double sum = 0;
        for (int i = 0; i < counts.Count; i++)
        {
            double expected = draws * probabilities[i];
            Assert.True(expected >= 5, $"{expected} expected in a cell: draw more");
            sum += (counts[i] - expected) * (counts[i] - expected) / expected;
        }

        return UpperGamma((counts.Count - 1) / 2.0, sum / 2);
    }

    /// <summary>
    /// The regularised upper incomplete gamma function, by its series: 1 - x^a e^-x / G(a + 1)
    /// (1 + x / (a + 1) + x^2 / ((a + 1)(a + 2)) + ...).
    /// </summary>
    public static double UpperGamma(double a, double x)
    {
        double term = 1;
        double sum = 1;
        for (int n = 1; n < 10_000 && term > 1e-17 * sum; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return 1 - (sum * Math.Exp((a * Math.Log(x)) - x - LogGamma(a + 1)));
    }

    /// <summary>For whole and half arguments: ln of (a - 1)(a - 2)... down to 1 or 1/2.</summary>
    private static double LogGamma(double a)
    {
        double log = 0;
        for (a -= 1; a > 0.25; a -= 1)
        {
            log += Math.Log(a);
        }

        return a < -0.25 ? log + (0.5 * Math.Log(Math.PI)) : log;
    }
}
