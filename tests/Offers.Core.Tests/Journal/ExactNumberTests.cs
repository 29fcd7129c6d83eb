using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests.Journal;

/// <summary>Numbers are read from their digits, without binary rounding.</summary>
public sealed class ExactNumberTests
{
    [Theory]
    [InlineData("0.1", 100)]
    [InlineData("0.3", 300)]
    [InlineData("1e-1", 100)]
    [InlineData("1.25E+2", 125_000)]
    [InlineData("-0.5", -500)]
    [InlineData("-0", 0)]
    [InlineData("0e999999999999", 0)]
    [InlineData("1000e-3", 1_000)]
    public void Exact_numbers_are_exact(string text, long thousandths)
    {
        Assert.Equal(ExactOutcome.Exact, ExactNumber.Read(text, 3, 1L << 50, out long count));
        Assert.Equal(thousandths, count);
    }

    [Theory]
    [InlineData("0.0005", 1)]
    [InlineData("0.0004999999999999999999999", 0)]
    [InlineData("-0.0005", -1)]
    [InlineData("2.5e-4", 0)]
    [InlineData("5e-999999999999", 0)]
    [InlineData("8191.9995", 8_192_000)]
    public void Halves_round_away_from_zero(string text, long thousandths)
    {
        Assert.Equal(ExactOutcome.Rounded, ExactNumber.Read(text, 3, 1L << 50, out long count));
        Assert.Equal(thousandths, count);
    }

    [Theory]
    [InlineData("1e999999999999")]
    [InlineData("-1e30")]
    [InlineData("1125899906842.625")]
    public void What_is_beyond_the_bound_is_cut_to_it(string text)
    {
        Assert.Equal(ExactOutcome.TooLarge, ExactNumber.Read(text, 3, 1L << 50, out long count));
        Assert.Equal(1L << 50, Math.Abs(count));
    }

    [Fact]
    public void Any_number_is_the_nearest_count()
    {
        Gen<string> numbers =
            from sign in Gen.Elements("", "-")
            from whole in Gen.Choose(0, int.MaxValue)
            from zeros in Gen.Choose(0, 4)
            from decimals in Gen.Choose(0, int.MaxValue)
            from exponent in Gen.Choose(-14, 6)
            select string.Create(CultureInfo.InvariantCulture,
                $"{sign}{whole}.{new string('0', zeros)}{decimals}e{exponent}");
        PropertyRunner.ForAll(numbers.ToArbitrary(), 3_000, 50, text =>
        {
            ExactOutcome outcome = ExactNumber.Read(text, 7, long.MaxValue, out long count);
            (BigInteger expected, bool isExact) = Nearest(text, 7);
            bool fits = BigInteger.Abs(expected) <= long.MaxValue;
            Assert.Equal(fits ? expected : expected.Sign * (BigInteger)long.MaxValue, count);
            Assert.Equal(
                !fits ? ExactOutcome.TooLarge
                    : isExact ? ExactOutcome.Exact
                    : ExactOutcome.Rounded,
                outcome);
        });
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        PropertyRunner.ForAll(
            (from n in Gen.Elements(0L, 123_000_000, long.MaxValue - 9_999, -long.MaxValue + 9_999)
             from m in Gen.Choose(-9_999, 9_999)
             select n + m).ToArbitrary(),
            1_000, 50, count =>
            {
                string text = ExactNumber.Format(count, 7);
                Assert.Equal(
                    ExactOutcome.Exact, ExactNumber.Read(text, 7, long.MaxValue, out long read));
                Assert.Equal(count, read);
            });

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(42_500_000, "4.25")]
    [InlineData(10_000_000, "1.0")]
    [InlineData(1, "0.0000001")]
    public void Moments_have_one_decimal_at_least(long ticks, string text) =>
        Assert.Equal(text, ExactNumber.Format(ticks, 7, atLeast: 1));

    private static (BigInteger Count, bool IsExact) Nearest(string text, int decimals)
    {
        int mark = text.IndexOf('e', StringComparison.Ordinal);
        int point = text.IndexOf('.', StringComparison.Ordinal);
        BigInteger digits = BigInteger.Parse(
            text[..mark].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        int power = int.Parse(text.AsSpan(mark + 1), CultureInfo.InvariantCulture)
            - (mark - point - 1) + decimals;
        if (power >= 0)
        {
            return (digits * BigInteger.Pow(10, power), true);
        }

        BigInteger unit = BigInteger.Pow(10, -power);
        BigInteger size = BigInteger.Abs(digits);
        BigInteger count = ((2 * size) + unit) / (2 * unit);
        return (digits.Sign * count, size % unit == 0);
    }
}
