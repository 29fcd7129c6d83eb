using Offers.Simulation;
using Offers.Simulation.Experiments;
using Offers.Simulation.Results;
using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Results;

/// <summary>The words of a report follow from its numbers.</summary>
public sealed class WordsTests
{
    private static readonly MultiplexingGain Double = new()
    {
        SumOfPeaks = 20,
        PeakOfSum = 10,
        SumOfP99 = 15,
        P99OfSum = 10,
    };

    [Fact]
    public void Longer_waits_in_slices_are_told_with_their_factor() => Assert.Contains(
        "under static-equal and 60.0 (57.0 to 63.0) s under shared-drf: "
            + "10.0 times as long in slices of their own.",
        Answer(ResultSamples.WithWaits(600, 60)));

    [Fact]
    public void Shorter_waits_in_slices_are_told_as_plainly()
    {
        string answer = Answer(ResultSamples.WithWaits(60, 600));
        Assert.Contains("static partitions served these jobs better", answer);
        Assert.Contains("sharing made the wait 10.0 times as long", answer);
        Assert.DoesNotContain("in slices of their own", answer);
    }

    [Fact]
    public void Equal_waits_are_no_difference() => Assert.Contains(
        "no difference worth the name", Answer(ResultSamples.WithWaits(100, 100.5)));

    [Fact]
    public void Overlapping_intervals_are_not_told_apart() => Assert.Contains(
        "these data do not tell the two apart", Answer(ResultSamples.WithWaits(100, 90, 0.2)));

    [Fact]
    public void A_wait_of_nothing_is_no_divisor() => Assert.Contains(
        "sharing took all of the waiting away", Answer(ResultSamples.WithWaits(600, 0)));

    [Fact]
    public void A_point_says_that_nothing_tells_how_sure_it_is()
    {
        Assert.Contains("without an interval", Answer(ResultSamples.WithWaits(600, 60, 0)));
        Assert.DoesNotContain("without an interval", Answer(ResultSamples.WithWaits(600, 60)));
    }

    [Fact]
    public void Unequal_cells_are_not_compared_as_if_they_were_equal()
    {
        ExperimentResult result = ResultSamples.WithFigures(
            [("wait.all.mean", "s", 600, 60)]);
        ExperimentResult larger = result with
        {
            Aggregates = [Larger(result.Aggregates[0]), result.Aggregates[1]],
        };
        Assert.Contains("not at equal capacity", Answer(larger));
        Assert.Contains("the same number of machines", Answer(result));
        Assert.Contains("of different capacities", Why(larger));
    }

    [Fact]
    public void Average_utilization_hides_the_wait_only_where_it_does()
    {
        string hidden = WhyOf(0.374, 0.375);
        Assert.Contains("hardly a difference", hidden);
        Assert.Contains("they wait 10.0 times as long in slices", hidden);
        Assert.DoesNotContain("hardly a difference", WhyOf(0.3, 0.5));
        Assert.Contains("20.0 points more when shared", WhyOf(0.3, 0.5));
        Assert.Contains("20.0 points less when shared", WhyOf(0.5, 0.3));
    }

    [Theory]
    [InlineData(10, 5, "partitioning takes 2.00x the capacity")]
    [InlineData(5, 10, "here sharing takes more")]
    [InlineData(10, 10, "the same capacity, so sharing saves none here")]
    public void A_compaction_says_who_needs_more(double slices, double shared, string words) =>
        Assert.Contains(words, Words(ResultSamples.Compaction(slices, shared)).Answer());

    [Fact]
    public void A_ratio_that_the_order_of_machines_turns_over_shows_nothing() => Assert.Contains(
        "do not show that sharing saves capacity",
        Words(ResultSamples.Compaction(10, 9, spread: 1)).Answer());

    [Fact]
    public void A_ratio_above_the_multiplexing_gain_needs_a_reason()
    {
        Assert.Contains("does not exceed it", Lands(ResultSamples.Compaction(10, 5)));
        string rounded = Lands(ResultSamples.Compaction(12, 5));
        Assert.Contains("exceeds it", rounded);
        Assert.Contains("enough to explain", rounded);
        string wrong = Lands(ResultSamples.Compaction(15, 5));
        Assert.Contains("5 machines, is more than that", wrong);
        Assert.Contains("find the reason", wrong);
    }

    [Fact]
    public void The_worst_role_stands_beside_the_mean()
    {
        Assert.Contains(
            "mail, stays within the target with 30 min", Lands(ResultSamples.Compaction(10, 5)));
        Assert.Contains(
            "jobs of mail wait 2 h on average there",
            Lands(ResultSamples.Compaction(10, 5, sharedWorstSeconds: 7_200)));
        Assert.Contains(
            "was not looked for",
            Lands(ResultSamples.Compaction(10, 5) with { SharedPerRole = null }));
    }

    [Theory]
    [InlineData(2.0, "within 5 % of it")]
    [InlineData(4.0, "is 50 % lower")]
    [InlineData(1.0, "is 100 % higher")]
    public void A_reference_is_compared_as_it_is(double known, string words)
    {
        Reference reference = new("w", 3, 3_600, "cpus", known * 40, 40, "other model");
        string text = string.Join(
            "\n", Words(ResultSamples.Compaction(10, 5)).WhereItLands(Double, reference));
        Assert.Contains(words, text);
    }

    [Fact]
    public void References_belong_to_the_whole_trace_with_as_many_roles()
    {
        ExperimentResult philly = OfTrace(new() { Trace = "x/philly-2017-sia.csv.gz" }, 11);
        IReadOnlyList<Reference> known = References.For(philly);
        Assert.Equal([2.04, 2.38], known.Select(r => Math.Round(r.Ratio, 2)));
        Assert.NotNull(References.For(known, 360, "gpus"));
        Assert.Null(References.For(known, 361, "gpus"));
        Assert.Empty(References.For(OfTrace(philly.Experiment.Workload, 12)));
        Assert.Empty(References.For(OfTrace(new() { Trace = "other.csv.gz" }, 11)));
        Assert.Empty(References.For(OfTrace(
            philly.Experiment.Workload with { ToSeconds = 5 }, 11)));
    }

    [Fact]
    public void The_gain_of_a_workload_is_the_sum_of_peaks_over_the_peak_of_the_sum()
    {
        ResultSamples.Workload.Schema.TryFind("cpus", out ResourceKind cpus);
        MultiplexingGain gain = DemandPeaks.Of(ResultSamples.Workload, cpus);
        Assert.True(gain.Gain is > 1 and <= 3);
        Assert.Equal(0, gain.SumOfPeaks % 8);
    }

    private static ExperimentResult OfTrace(WorkloadSpec source, int roles)
    {
        ExperimentResult bare = ResultSamples.Bare();
        return bare with
        {
            Experiment = bare.Experiment with { Workload = source },
            Workload = bare.Workload with
            {
                Roles = [.. Enumerable.Range(0, roles).Select(role => $"r{role}")],
            },
        };
    }

    private static Aggregate Larger(Aggregate aggregate) => aggregate with
    {
        Figures = [.. aggregate.Figures.Select(figure => figure.Key is "machines" or "capacity.cpus"
            ? KeyValuePair.Create(figure.Key, figure.Value with { Mean = figure.Value.Mean * 2 })
            : figure)],
    };

    private static string WhyOf(double slices, double shared)
    {
        ExperimentResult result = ResultSamples.WithWaits(600, 60);
        Aggregate With(int index, double share) => result.Aggregates[index] with
        {
            Figures = [.. result.Aggregates[index].Figures.Select(
                figure => figure.Key is "allocated.cpus.mean"
                    ? KeyValuePair.Create(figure.Key, figure.Value with { Mean = share })
                    : figure)],
        };
        return Why(result with { Aggregates = [With(0, slices), With(1, shared)] });
    }

    private static string Answer(ExperimentResult result) =>
        new RunWords(new ResultFacts(result)).Answer();

    private static string Why(ExperimentResult result) =>
        string.Join("\n", new RunWords(new ResultFacts(result)).Why());

    private static string Lands(Compaction compaction) =>
        string.Join("\n", Words(compaction).WhereItLands(Double, null));

    private static CompactionWords Words(Compaction compaction) => new(compaction, "cpus", "cpu");
}
