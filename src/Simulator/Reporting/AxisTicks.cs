using System.Globalization;

namespace Offers.Simulation.Reporting;

/// <summary>Chooses the ticks of an axis, so that every one of them is a round number.</summary>
internal static class AxisTicks
{
    private const double Tolerance = 1e-9;
    private const int PowerNotationFrom = 6;
    private const double Day = 86400;

    private static readonly double[] TimeSteps =
    [
        1, 2, 5, 10, 15, 30,
        60, 120, 300, 600, 900, 1800,
        3600, 7200, 10800, 21600, 43200,
        Day, 2 * Day, 7 * Day, 14 * Day, 28 * Day,
    ];

    /// <summary>The smallest of 1, 2 and 5 times a power of ten that is enough.</summary>
    public static double NiceStep(double span, int target)
    {
        double least = span / Math.Max(1, target);
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        foreach (int factor in (ReadOnlySpan<int>)[1, 2, 5])
        {
            if (factor * power >= least * (1 - Tolerance))
            {
                return factor * power;
            }
        }

        return 10 * power;
    }

    /// <summary>The step of a time axis: seconds, minutes, hours, days, weeks.</summary>
    public static double TimeStep(double span, int target)
    {
        double least = span / Math.Max(1, target);
        if (least <= TimeSteps[0] || least > TimeSteps[^1])
        {
            bool isShort = least <= TimeSteps[0];
            return isShort ? NiceStep(span, target) : Day * NiceStep(span / Day, target);
        }

        // Half a unit is the finest that is still read at a glance.
        double finest = Math.Max(least * (1 - Tolerance), TimeUnit(span).Seconds / 2);
        return Array.Find(TimeSteps, step => step >= finest);
    }

    /// <summary>
    /// The unit in which a span of time is written, and its length in seconds. The span decides
    /// and not the step, so that wide and narrow panels over one span have one unit.
    /// </summary>
    public static (string Unit, double Seconds) TimeUnit(double span) => span switch
    {
        >= 3 * Day => ("d", Day),
        >= 3 * 3600 => ("h", 3600),
        >= 3 * 60 => ("min", 60),
        _ => ("s", 1),
    };

    /// <summary>Multiples of a step inside a range, written in a unit of the data.</summary>
    public static IReadOnlyList<Tick> Multiples(AxisRange domain, double step, double unit = 1)
    {
        var ticks = new List<Tick>();
        double first = Math.Ceiling((domain.Low / step) - Tolerance);
        double last = Math.Floor((domain.High / step) + Tolerance);
        double shown = step / unit;
        int decimals = Math.Clamp((int)-Math.Floor(Math.Log10(shown) + Tolerance), 0, 15);
        for (double k = first; k <= last; k++)
        {
            ticks.Add(new Tick(k * step, Numbers.Fixed(k * shown, decimals)));
        }

        return ticks;
    }

    /// <summary>Decades inside a range; ranges of at most two decades also show 2 and 5.</summary>
    public static IReadOnlyList<Tick> Decades(AxisRange domain, int target)
    {
        var ticks = new List<Tick>();
        int first = (int)Math.Floor(Math.Log10(domain.Low) + Tolerance);
        int last = (int)Math.Floor(Math.Log10(domain.High) + Tolerance);
        bool asPower = last >= PowerNotationFrom || first <= -PowerNotationFrom;
        bool isShort = last - first <= 2;
        int every = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)target));
        int start = every * (int)Math.Floor(first / (double)every);
        for (int decade = start; decade <= last; decade += every)
        {
            foreach (int factor in isShort ? (ReadOnlySpan<int>)[1, 2, 5] : [1])
            {
                double value = factor * Math.Pow(10, decade);
                if (value >= domain.Low * (1 - Tolerance) && value <= domain.High * (1 + Tolerance))
                {
                    ticks.Add(new Tick(value, LogText(value, factor, decade, asPower)));
                }
            }
        }

        return ticks;
    }

    /// <summary>The nearest 1, 2 or 5 times a power of ten at or below a value.</summary>
    public static double RoundDown(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value) + Tolerance));
        double factor = value / power * (1 + Tolerance);
        return power * (factor >= 5 ? 5 : factor >= 2 ? 2 : 1);
    }

    private static string LogText(double value, int factor, int decade, bool asPower)
    {
        if (!asPower)
        {
            return Numbers.Fixed(value, Math.Max(0, -decade));
        }

        string power = "10" + Superscript(decade);
        return factor == 1 ? power : factor.ToString(CultureInfo.InvariantCulture) + "·" + power;
    }

    private static string Superscript(int number)
    {
        const string Digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        string plain = number.ToString(CultureInfo.InvariantCulture);
        return string.Concat(plain.Select(c => c == '-' ? '⁻' : Digits[c - '0']));
    }
}
