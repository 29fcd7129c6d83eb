using Offers.Simulation.Reporting;

namespace Offers.Simulator.Tests.Reporting;

public sealed class DecimationTests
{
    private const int Many = 100_000;

    private static readonly double[] X =
        [.. Enumerable.Range(0, Many).Select(i => i / (Many - 1.0))];

    [Fact]
    public void Few_values_are_all_drawn()
    {
        double[] y = new double[Decimation.Limit];
        Assert.Equal(y.Length, Decimation.Line(X[..y.Length], y).Count);
        Assert.Equal(y.Length, Decimation.Steps(X[..y.Length], y).Count);
        Assert.Equal(y.Length, Decimation.Points(X[..y.Length], y).Count);
    }

    [Fact]
    public void Decimated_lines_keep_both_extremes_and_both_ends()
    {
        double[] y = Noise();
        y[51_234] = 50;
        y[77_777] = -50;
        IReadOnlyList<int> kept = Decimation.Line(X, y);
        AssertSound(kept);
        Assert.Superset(new HashSet<int> { 0, 51_234, 77_777, Many - 1 }, kept.ToHashSet());
    }

    [Fact]
    public void Decimated_steps_keep_what_holds_at_the_end_of_each_column()
    {
        double[] y = Noise();
        y[40_000] = 50;
        IReadOnlyList<int> kept = Decimation.Steps(X, y);
        AssertSound(kept);
        Assert.Contains(40_000, kept);
        for (int column = 0; column < 500; column++)
        {
            int last = Array.FindLastIndex(X, x => (int)(x * 500) == column);
            Assert.Contains(last, kept);
        }
    }

    [Fact]
    public void Steps_that_seldom_change_are_drawn_exactly()
    {
        double[] y = [.. Enumerable.Range(0, Many).Select(i => (double)(i / 1000))];
        IReadOnlyList<int> kept = Decimation.Steps(X, y);
        Assert.Equal([.. Enumerable.Range(0, 100).Select(i => i * 1000), Many - 1], kept);
    }

    [Fact]
    public void A_gap_between_many_values_stays_a_gap()
    {
        double[] y = Noise();
        Array.Fill(y, double.NaN, 30_000, 10_000);
        foreach (IReadOnlyList<int> kept in (IReadOnlyList<int>[])
            [Decimation.Line(X, y), Decimation.Steps(X, y)])
        {
            Assert.Contains(kept, i => double.IsNaN(y[i]));
            Assert.Contains(kept, i => i < 30_000 && i > 29_700);
            Assert.Contains(kept, i => i >= 40_000 && i < 40_300);
        }
    }

    [Fact]
    public void A_cloud_of_points_keeps_its_extremes_and_its_inside()
    {
        var random = new Random(3);
        double[] x = [.. X.Select(_ => random.NextDouble())];
        double[] y = [.. X.Select(_ => random.NextDouble())];
        y[1000] = 2;
        IReadOnlyList<int> kept = Decimation.Points(x, y);
        Assert.InRange(kept.Count, 200, Decimation.Limit);
        Assert.Contains(1000, kept);
        Assert.Contains(kept, i => Math.Abs(x[i] - 0.5) < 0.1 && Math.Abs(y[i] - 0.5) < 0.1);
    }

    [Fact]
    public void Layers_that_trade_places_under_an_equal_sum_are_not_left_out()
    {
        double[] sum = new double[Many];
        Array.Fill(sum, 32);
        Assert.InRange(Decimation.Stack(X, sum).Count, 500, Decimation.Limit);
    }

    private static double[] Noise()
    {
        var random = new Random(1);
        return [.. X.Select(_ => random.NextDouble())];
    }

    private static void AssertSound(IReadOnlyList<int> kept)
    {
        Assert.InRange(kept.Count, 100, Decimation.Limit + 2);
        Assert.Equal(kept.Distinct().Order(), kept);
    }
}
