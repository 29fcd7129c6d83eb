using System.Globalization;

namespace Offers.Simulation.Reporting;

/// <summary>
/// Writes numbers for people: the same on every machine, with a stated precision.
/// </summary>
internal static class Numbers
{
    /// <summary>What stands for a value that is missing.</summary>
    public const string Missing = "–";

    private const double Minute = 60;
    private const double Hour = 3600;
    private const double Day = 86400;
    private const double LongestInHours = 100 * Day;
    private const int DefaultDigits = 3;
    private const double SmallestPlain = 1e-5;
    private const double LargestPlain = 1e15;

    /// <summary>
    /// Significant digits with thousands separators; digits before the point are never rounded
    /// away, so 12,345 stays 12,345 at three digits.
    /// </summary>
    public static string Significant(double value, int digits = DefaultDigits)
    {
        if (double.IsNaN(value))
        {
            return Missing;
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "∞" : "-∞";
        }

        double size = Math.Abs(value);
        if (size > 0 && (size < SmallestPlain || size >= LargestPlain))
        {
            string format = "0." + new string('#', digits - 1) + "e+0";
            return value.ToString(format, CultureInfo.InvariantCulture);
        }

        return Fixed(value, Decimals(size, digits));
    }

    /// <summary>A fixed number of decimals with thousands separators.</summary>
    public static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value))
        {
            return Significant(value);
        }

        string text = value.ToString("N" + decimals, CultureInfo.InvariantCulture);
        bool isMinusZero = text[0] == '-' && text.AsSpan(1).IndexOfAnyInRange('1', '9') < 0;
        return isMinusZero ? text[1..] : text;
    }

    /// <summary>A whole number with thousands separators.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A value with its unit: "1,949 GPU".</summary>
    public static string Quantity(double value, string unit, int digits = DefaultDigits) =>
        Significant(value, digits) + " " + unit;

    /// <summary>How many times: "2.04x".</summary>
    public static string Ratio(double value, int digits = DefaultDigits) =>
        double.IsNaN(value) ? Missing : Significant(value, digits) + "x";

    /// <summary>A share, 0 to 1, in percent with fixed decimals: "66.7 %".</summary>
    public static string Percent(double share, int decimals = 1) =>
        double.IsNaN(share) ? Missing : Fixed(share * 100, decimals) + " %";

    /// <summary>A mean with the ends of its interval: "12.3 (11.8 to 12.9)".</summary>
    public static string Interval(double mean, double low, double high, int digits = DefaultDigits)
    {
        // One number of decimals for all three, so that they can be compared at a glance.
        int decimals = Decimals(Math.Abs(mean), digits);
        return Fixed(mean, decimals) + " (" + Fixed(low, decimals) + " to "
            + Fixed(high, decimals) + ")";
    }

    /// <summary>A duration given in seconds: "45 s", "12 min", "1.2 h", "3 d 4 h".</summary>
    public static string Duration(double seconds)
    {
        if (!double.IsFinite(seconds))
        {
            return Significant(seconds);
        }

        double size = Math.Abs(seconds);
        string text = size switch
        {
            0 => "0 s",
            < 0.9995e-3 => Short(size * 1e6, "µs"),
            < 0.9995 => Short(size * 1e3, "ms"),
            < 59.95 => Tenth(size, "s"),
            < 59.95 * Minute => Tenth(size / Minute, "min"),
            < 23.95 * Hour => Tenth(size / Hour, "h"),
            < LongestInHours => DaysAndHours(size),
            _ => Fixed(size / Day, 0) + " d",
        };
        return seconds < 0 ? "-" + text : text;
    }

    private static string DaysAndHours(double seconds)
    {
        long hours = (long)Math.Round(seconds / Hour);
        string days = Count(hours / 24) + " d";
        return hours % 24 == 0 ? days : days + " " + Count(hours % 24) + " h";
    }

    private static string Short(double value, string unit) =>
        Math.Round(value, 3).ToString("G3", CultureInfo.InvariantCulture) + " " + unit;

    // Below ten a tenth matters; "12.0 min" and "45.0 s" would only look precise.
    private static string Tenth(double value, string unit) =>
        value.ToString("0.#", CultureInfo.InvariantCulture) + " " + unit;

    private static int Decimals(double size, int digits)
    {
        if (size == 0 || !double.IsFinite(size))
        {
            return 0;
        }

        int exponent = (int)Math.Floor(Math.Log10(size));
        int decimals = Math.Clamp(digits - 1 - exponent, 0, 15);

        // Rounding may carry into the next power of ten: 9.999 is 10.0, not 10.00.
        bool carries = Math.Round(size, decimals) >= Math.Pow(10, exponent + 1);
        return carries && decimals > 0 ? decimals - 1 : decimals;
    }
}
