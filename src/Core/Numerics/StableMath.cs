using System;

namespace Offers;

/// <summary>
/// Logarithm, exponential and cosine from additions, multiplications and divisions alone, which
/// IEEE 754 rounds the same everywhere: the C library's differ in the last digit between machines,
/// and a random number that differs makes another history.
/// </summary>
internal static class StableMath
{
    private const double Ln2 = 0.693147180559945309417;

    /// <summary>Ln 2 in two parts, the first of 33 bits: its multiples by k are exact.</summary>
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double LargestPower = 709.782712893384;
    private const double SmallestPower = -708.39;

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

    /// <summary>
    /// e to the power x, to about 1e-15 of the result: x = k ln 2 + r with r at most ln 2 / 2 in
    /// size, e^x = 2^k e^r. Zero below -708.39, where results lose digits, infinite above 709.78.
    /// </summary>
    internal static double Exp(double x)
    {
        if (x > LargestPower)
        {
            return double.PositiveInfinity;
        }

        if (x < SmallestPower)
        {
            return 0;
        }

        double k = Math.Floor((x / Ln2) + 0.5);
        double r = x - (k * Ln2High) - (k * Ln2Low);
        double sum = 1;
        for (int n = 18; n >= 1; n--)
        {
            sum = 1 + (sum * r / n);
        }

        // In two steps: 2^1024 is no number, though 2^1024 e^r may be one.
        int half = (int)k / 2;
        return sum * PowerOfTwo(half) * PowerOfTwo((int)k - half);
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
    private static double PowerOfTwo(int power) =>
        BitConverter.Int64BitsToDouble((long)(power + 1023) << 52);
}
