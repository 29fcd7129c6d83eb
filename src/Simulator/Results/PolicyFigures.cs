using Offers.Simulation.Experiments;
using Offers.Simulation.Reporting;

namespace Offers.Simulation.Results;

/// <summary>
/// Draws the policies over each other: utilization and waiting jobs over time, and waits.
/// </summary>
internal sealed class PolicyFigures(ResultFacts facts)
{
    private const double LargeRange = 100;

    // Zero has no place on a logarithmic axis; it is drawn below the smallest count there is.
    private const double ZeroJobs = 0.5;

    private static readonly string[] Parts = ["mean", "p50", "p90", "p99"];

    private static readonly string[] Labels =
        ["mean", "median", "90th percentile", "99th percentile"];

    /// <summary>Allocated share over time; null without a series.</summary>
    internal ReportFigure? Utilization()
    {
        if (facts.ResourceName is not { } resource)
        {
            return null;
        }

        string what = Say.Resource(resource);
        Series[] series = [.. WithSeries($"allocated.{resource}").Select(policy =>
        {
            double capacity = facts.Figure(policy, $"capacity.{resource}")?.Mean ?? double.NaN;
            return Line(policy, $"allocated.{resource}", amount => 100 * amount / capacity);
        })];
        var plot = new Plot(
            $"Allocated {what} over time",
            Axis.Time("time"),
            Axis.Linear($"{what} allocated, of capacity", "%") with { Minimum = 0 },
            series)
        {
            VerticalLines = LastArrival(),
        };
        return series.Length == 0 ? null : new ReportFigure(
            "utilization", plot, "What part of the capacity tasks hold, in samples of the first "
            + "seed. After the last arrival the cell drains; the mean shares do not count that.");
    }

    /// <summary>Waiting jobs over time; null without a series.</summary>
    internal ReportFigure? Waiting()
    {
        double most = 0;
        double least = double.PositiveInfinity;
        foreach (double count in WithSeries("waiting").SelectMany(policy =>
            Column(policy, "waiting")))
        {
            most = Math.Max(most, count);
            least = count > 0 ? Math.Min(least, count) : least;
        }

        bool isLog = most >= LargeRange * least;
        Series[] series = [.. WithSeries("waiting").Select(policy => Line(
            policy, "waiting", count => isLog ? Math.Max(count, ZeroJobs) : count))];
        Axis y = isLog
            ? Axis.Log10("waiting jobs", "job") with { Minimum = ZeroJobs }
            : Axis.Linear("waiting jobs", "job") with { Minimum = 0 };
        var plot = new Plot("Waiting jobs over time", Axis.Time("time"), y, series)
        {
            VerticalLines = LastArrival(),
        };
        string zero = isLog ? " The axis is logarithmic; the lowest line is no job at all." : "";
        return series.Length == 0 ? null : new ReportFigure(
            "waiting", plot, $"Jobs of which some task still waits to run, in samples of the first "
            + $"seed.{zero}");
    }

    /// <summary>The distribution of waits; null when nobody waited.</summary>
    internal ReportFigure? Waits()
    {
        double largest = facts.Policies.Max(policy => Wait(policy, "p99")?.Mean ?? 0);
        largest = Math.Max(largest, facts.Policies.Max(policy => Wait(policy, "mean")?.Mean ?? 0));
        if (largest <= 0)
        {
            return null;
        }

        (double scale, string unit) = Say.Scale(largest);
        var plot = new Plot(
            "Wait until all tasks run",
            Axis.Category("part of the jobs", Labels),
            Axis.Log10("wait", unit),
            [.. facts.Policies.Select((policy, slot) => Bars(policy, slot, scale))])
        {
            ShowValues = facts.Policies.Count <= 3,
        };
        return new ReportFigure(
            "waits", plot, "How long jobs wait from submission until all their tasks run, means "
            + "over the seeds with 95 % intervals (on a trace, the mean's by bootstrap and the "
            + "others over seeds only). The axis is logarithmic; where a bar is missing, the wait "
            + "is zero.");
    }

    private string[] WithSeries(string column) => [.. facts.Policies.Where(policy =>
        facts.FirstRun(policy).Result.Series is { Rows.Count: > 0 } series
        && series.Column(column).Length > 0)];

    private double[] Column(string policy, string name) =>
        facts.FirstRun(policy).Result.Series!.Column(name);

    private Series Line(string policy, string column, Func<double, double> value) => new(
        policy,
        SeriesKind.Line,
        Column(policy, "time"),
        [.. Column(policy, column).Select(value)])
    {
        Slot = SlotOf(policy),
    };

    private int SlotOf(string policy) => facts.Policies.Index()
        .First(item => string.Equals(item.Item, policy, StringComparison.Ordinal)).Index
        % Palette.Count;

    private Series Bars(string policy, int slot, double scale)
    {
        Interval?[] waits = [.. Parts.Select(part => Wait(policy, part))];
        return Series.Bars(policy, [.. waits.Select(w => w?.Mean / scale ?? double.NaN)]) with
        {
            Low = [.. waits.Select(wait => End(wait, wait?.Low) / scale)],
            High = [.. waits.Select(wait => End(wait, wait?.High) / scale)],
            Slot = slot % Palette.Count,
        };
    }

    // A point has no ends to draw.
    private static double End(Interval? wait, double? end) =>
        wait is { } known && end is { } value && !known.Low.Equals(known.High) ? value : double.NaN;

    private Interval? Wait(string policy, string part) => facts.Figure(policy, $"wait.all.{part}");

    private IReadOnlyList<ReferenceLine> LastArrival() => facts.LastArrival > 0
        ? [new ReferenceLine(facts.LastArrival, "last arrival")]
        : [];
}
