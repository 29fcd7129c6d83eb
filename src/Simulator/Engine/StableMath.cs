namespace Offers.Simulation;

/// <summary>
/// Logarithm and sine from additions, multiplications and divisions alone, which IEEE 754 rounds
/// the same everywhere: the C library's differ in the last digit between machines, and a random
/// number that differs makes another history.
/// </summary>
internal static class StableMath
{
    private const double Ln2 = 0.693147180559945309417;

    /// <summary>
    /// ln x for x &gt; 0, to about 1e-15: x = m 2^e, ln m = 2 artanh((m - 1) / (m + 1)).
    /// </summary>
    internal static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        if (m > 1.4142135623730951)
        {
            m /= 2;
            exponent++;
        }

        double z = (m - 1) / (m + 1);
        double square = z * z;
        double sum = 0;
        for (int k = 23; k >= 1; k -= 2)
        {
            sum = (sum * square) + (1.0 / k);
        }

        return (2 * z * sum) + (exponent * Ln2);
    }

    /// <summary>cos(2 pi turns), to about 1e-14, for any number of turns.</summary>
    internal static double CosOfTurns(double turns)
    {
        double part = turns - Math.Floor(turns);
        part = part > 0.5 ? 1 - part : part;
        bool mirrored = part > 0.25;
        double angle = 2 * Math.PI * (mirrored ? 0.5 - part : part);
        double square = angle * angle;
        double sum = 1;
        for (int k = 22; k >= 2; k -= 2)
        {
            sum = 1 - (sum * square / (k * (k - 1)));
        }

        return mirrored ? -sum : sum;
    }
}
