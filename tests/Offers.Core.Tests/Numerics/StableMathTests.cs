namespace Offers.Core.Tests.Numerics;

public sealed class StableMathTests
{
    [Fact]
    public void The_exponential_is_exact_to_fourteen_digits()
    {
        Random random = new(1);
        for (int i = 0; i < 20_000; i++)
        {
            double x = (random.NextDouble() - 0.5) * (i % 2 == 0 ? 1_416 : 2);
            double expected = Math.Exp(x);
            Assert.InRange(StableMath.Exp(x), expected * (1 - 1e-14), expected * (1 + 1e-14));
        }

        Assert.Equal(1, StableMath.Exp(0));
        Assert.Equal(Math.E, StableMath.Exp(1), 1e-14);
    }

    [Fact]
    public void The_exponential_ends_where_numbers_do()
    {
        Assert.True(double.IsFinite(StableMath.Exp(709.78)));
        Assert.Equal(double.PositiveInfinity, StableMath.Exp(709.79));
        Assert.Equal(double.PositiveInfinity, StableMath.Exp(double.PositiveInfinity));
        Assert.Equal(0, StableMath.Exp(-709));
        Assert.Equal(0, StableMath.Exp(double.NegativeInfinity));
        Assert.True(double.IsNaN(StableMath.Exp(double.NaN)));
    }

    [Fact]
    public void Logarithm_and_exponential_undo_each_other()
    {
        Random random = new(2);
        for (int i = 0; i < 20_000; i++)
        {
            double x = (random.NextDouble() - 0.5) * 600;
            Assert.Equal(x, StableMath.Log(StableMath.Exp(x)), 1e-13 * Math.Max(1, Math.Abs(x)));
        }
    }

    /// <summary>Bits on record: another machine has to find the same.</summary>
    [Fact]
    public void The_bits_are_the_same_everywhere()
    {
        ulong state = 7;
        StableHash hash = default;
        for (int i = 0; i < 1_000; i++)
        {
            state = StableHash.Mix(state + 0x9E3779B97F4A7C15UL);
            double unit = ((state >> 11) + 0.5) / (1UL << 53);
            hash.Add(BitConverter.DoubleToInt64Bits(StableMath.Log(unit)));
            hash.Add(BitConverter.DoubleToInt64Bits(StableMath.Exp((unit - 0.5) * 1_000)));
            hash.Add(BitConverter.DoubleToInt64Bits(StableMath.CosOfTurns(unit)));
        }

        Assert.Equal(13256119019590139366UL, hash.Value);
    }
}
