using Offers.Simulation.Experiments;
using Offers.Simulation.Reporting;

namespace Offers.Simulation.Results;

/// <summary>Turns figures into words.</summary>
internal static class Say
{
    private const double Minute = 60;
    private const double Hour = 3600;
    private const double Day = 86_400;

    /// <summary>A value with its unit: a duration, a percentage, or a number of things.</summary>
    internal static string Value(double value, string unit) => unit switch
    {
        "s" => Numbers.Duration(value),
        "share" => Numbers.Percent(value),
        "1" or "" => Numbers.Significant(value),
        _ when !double.IsFinite(value) => Numbers.Significant(value),
        _ => $"{Amount(value)} {Units(unit, value)}",
    };

    /// <summary>
    /// A mean with its interval, all three in one unit; the mean alone if it is a point.
    /// </summary>
    internal static string Interval(Interval? interval)
    {
        if (interval is not { } known || !double.IsFinite(known.Mean))
        {
            return Numbers.Missing;
        }

        if (known.Low.Equals(known.High) || !double.IsFinite(known.Low + known.High))
        {
            return Value(known.Mean, known.Unit);
        }

        (double scale, string unit) = known.Unit switch
        {
            "s" => Scale(known.Mean),
            "share" => (0.01, "%"),
            "1" => (1, ""),
            _ => (1, Units(known.Unit, known.Mean)),
        };
        // Nothing here is below zero, whatever a symmetric interval says.
        double low = known.Mean >= 0 ? Math.Max(0, known.Low) : known.Low;
        string text = Numbers.Interval(known.Mean / scale, low / scale, known.High / scale);
        return $"{text} {unit}".TrimEnd();
    }

    /// <summary>
    /// The unit in which durations of a size are best read, in seconds and by name.
    /// </summary>
    internal static (double Seconds, string Name) Scale(double seconds) => Math.Abs(seconds) switch
    {
        < 2 * Minute => (1, "s"),
        < 2 * Hour => (Minute, "min"),
        < 4 * Day => (Hour, "h"),
        _ => (Day, "d"),
    };

    /// <summary>An amount, without decimals when it is whole.</summary>
    internal static string Amount(double value) =>
        value.Equals(Math.Round(value)) && Math.Abs(value) < 1e15
            ? Numbers.Count((long)value)
            : Numbers.Significant(value);

    /// <summary>A median with the range beside it: "163 (160 to 171)".</summary>
    internal static string Range(double middle, double low, double high) => low.Equals(high)
        ? Amount(middle)
        : $"{Amount(middle)} ({Amount(low)} to {Amount(high)})";

    /// <summary>A ratio with its range: "2.04x (1.97 to 2.11)".</summary>
    internal static string Ratio(CapacityRatio ratio)
    {
        string text = Numbers.Ratio(ratio.Ratio);
        return ratio.Low.Equals(ratio.High)
            ? text
            : $"{text} ({Numbers.Significant(ratio.Low)} to {Numbers.Significant(ratio.High)})";
    }

    /// <summary>What people call a resource.</summary>
    internal static string Resource(string name) => name switch
    {
        "cpus" => "CPUs",
        "gpus" => "GPUs",
        "mem" => "memory",
        _ => name,
    };

    /// <summary>A unit as it is written after a number; names of things have a plural.</summary>
    internal static string Units(string unit, double value) => unit switch
    {
        "gpu" => Math.Abs(value - 1) < 1e-9 ? "GPU" : "GPUs",
        "cpu" => Math.Abs(value - 1) < 1e-9 ? "CPU" : "CPUs",
        "batch" => Math.Abs(value - 1) < 1e-9 ? "batch" : "batches",
        "machine" or "job" or "offer" or "task" or "event" or "run" or "gathering" or "role"
            or "slice" or "policy" or "seed" => Plural(unit, value),
        _ => unit,
    };

    /// <summary>A number of things: "1 job", "12,345 jobs".</summary>
    internal static string Count(double value, string thing) =>
        $"{Amount(value)} {Units(thing, value)}";

    /// <summary>Names in a row: "a", "a and b", "a, b and c".</summary>
    internal static string List(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1],
    };

    private static string Plural(string unit, double value)
    {
        if (Math.Abs(value - 1) < 1e-9)
        {
            return unit;
        }

        return unit is "policy" ? "policies" : unit + "s";
    }
}
