using MathNet.Numerics.Distributions;
using Offers.Simulation;

namespace Offers.Simulator.Tests.Engine;

/// <summary>Events, random numbers, mathematics and quantiles that the engine stands on.</summary>
public class FoundationTests
{
    [Fact]
    public void Events_are_ordered_by_time_then_kind_then_sequence()
    {
        EventQueue queue = new();
        queue.Add(7, EventKind.Batch, 1, 0);
        queue.Add(7, EventKind.TasksEnd, 2, 0);
        queue.Add(5, EventKind.Sample, 3, 0);
        queue.Add(7, EventKind.TasksEnd, 4, 0);
        queue.Add(7, EventKind.Batch, 5, 0);
        int[] subjects = [.. Enumerable.Range(0, 5).Select(_ => queue.Take().Subject)];
        Assert.Equal([3, 2, 4, 1, 5], subjects);
        Assert.Equal((0, long.MaxValue), (queue.Count, queue.NextTime));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_heap_agrees_with_a_sorted_set(int seed)
    {
        Random random = new(seed);
        EventQueue queue = new();
        SortedSet<(long Time, EventKind Kind, int Sequence)> model = [];
        for (int i = 0; i < 20_000; i++)
        {
            bool grows = random.Next(4_000) > model.Count;
            if (model.Count == 0 || random.Next(10) < (grows ? 6 : 3))
            {
                long time = random.Next(200);
                EventKind kind = (EventKind)random.Next(7);
                queue.Add(time, kind, i, 0);
                model.Add((time, kind, i));
                continue;
            }

            (long Time, EventKind Kind, int Sequence) first = model.Min;
            Assert.Equal((first.Time, first.Kind), (queue.NextTime, queue.NextKind));
            Event taken = queue.Take();
            Assert.Equal(first, (taken.Time, taken.Kind, taken.Subject));
            model.Remove(first);
            Assert.Equal(model.Count, queue.Count);
        }
    }

    [Fact]
    public void The_logarithm_is_exact_to_fourteen_digits()
    {
        RandomStream random = new(1, "log");
        for (int i = 0; i < 20_000; i++)
        {
            double x = Math.Exp((random.NextUnit() - 0.5) * (i % 2 == 0 ? 1400 : 1));
            AssertClose(Math.Log(x), StableMath.Log(x), 1e-14 * Math.Abs(Math.Log(x)));
        }

        Assert.Equal(0, StableMath.Log(1));
        Assert.Equal(-53 * Math.Log(2), StableMath.Log(1.0 / (1L << 53)), 13);
    }

    [Fact]
    public void The_cosine_of_turns_is_exact_to_fourteen_digits()
    {
        RandomStream random = new(1, "cos");
        for (int i = 0; i < 20_000; i++)
        {
            double turns = random.NextUnit();
            AssertClose(Math.Cos(2 * Math.PI * turns), StableMath.CosOfTurns(turns), 1e-14);
            AssertClose(
                StableMath.CosOfTurns(turns), StableMath.CosOfTurns(turns - (i % 9)), 1e-14);
        }

        Assert.Equal(1, StableMath.CosOfTurns(0));
        Assert.Equal(-1, StableMath.CosOfTurns(0.5), 1e-15);
    }

    [Fact]
    public void A_stream_is_told_by_its_seed_and_name_alone()
    {
        RandomStream alone = new(9, "a");
        double[] expected = [.. Enumerable.Range(0, 100).Select(_ => alone.NextUnit())];
        RandomStream again = new(9, "a");
        RandomStream other = new(9, "b");
        RandomStream reseeded = new(10, "a");
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.NotEqual(expected[i], other.NextUnit());
            Assert.NotEqual(expected[i], reseeded.NextUnit());
            Assert.Equal(expected[i], again.NextUnit());
        }
    }

    [Fact]
    public void Units_and_whole_numbers_are_uniform()
    {
        RandomStream random = new(3, "uniform");
        int[] units = new int[64];
        int[] wholes = new int[61];
        int[] places = new int[24];
        for (int i = 0; i < 100_000; i++)
        {
            units[(int)(random.NextUnit() * units.Length)]++;
            wholes[random.NextBelow(wholes.Length)]++;
            int[] order = random.Permutation(4);
            int second = order[1..].Count(x => x < order[1]);
            places[(order[0] * 6) + (second * 2) + (order[2] < order[3] ? 0 : 1)]++;
        }

        AssertUniform(units);
        AssertUniform(wholes);
        AssertUniform(places);
    }

    [Fact]
    public void Exponential_numbers_have_their_mean_and_their_spread()
    {
        const int Count = 200_000;
        RandomStream random = new(4, "exponential");
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < Count; i++)
        {
            double x = random.NextExponential(5);
            sum += x;
            squares += x * x;
        }

        // The deviation of the mean is 5 / sqrt(n), of the mean square 25 sqrt(20 / n): 3.3 each.
        Assert.Equal(5, sum / Count, 3.3 * 5 / Math.Sqrt(Count));
        Assert.Equal(50, squares / Count, 3.3 * 25 * Math.Sqrt(20.0 / Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Quantiles_are_within_the_stated_error(int seed)
    {
        RandomStream random = new((ulong)seed, "values");
        QuantileSketch sketch = new();
        List<double> values = [];
        for (int i = 0; i < 20_000; i++)
        {
            double spread = Math.Exp(random.NextUnit() * 20) * 1e-3;
            double value = random.NextBelow(10) == 0 ? 0 : random.NextExponential(spread);
            values.Add(value);
            sketch.Add(value);
        }

        values.Sort();
        foreach (double part in new[] { 0.001, 0.05, 0.25, 0.5, 0.9, 0.99, 0.999, 1 })
        {
            double exact = values[(int)Math.Ceiling(part * values.Count) - 1];
            double allowed = exact < 1e-3 ? 1e-3 : exact * QuantileSketch.RelativeError * 1.0001;
            AssertClose(exact, sketch.Quantile(part), allowed);
        }

        AssertClose(values.Average(), sketch.Mean, 1e-9 * sketch.Mean);
        Assert.Equal((values[^1], values.Count), (sketch.Max, sketch.Count));
    }

    private static void AssertUniform(int[] counts)
    {
        double expected = counts.Sum() / (double)counts.Length;
        double square = counts.Sum(count => (count - expected) * (count - expected) / expected);
        double limit = ChiSquared.InvCDF(counts.Length - 1, 0.999);
        Assert.True(square < limit, $"chi-square {square:F1} above {limit:F1}");
    }

    private static void AssertClose(double expected, double actual, double allowed) =>
        Assert.True(
            Math.Abs(expected - actual) <= allowed, $"found {actual:R}, expected {expected:R}");
}
