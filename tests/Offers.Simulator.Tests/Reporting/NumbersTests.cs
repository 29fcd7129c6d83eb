using System.Globalization;
using Offers.Simulation.Reporting;

namespace Offers.Simulator.Tests.Reporting;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1234567, "1,234,567")]
    [InlineData(12.345, "12.3")]
    [InlineData(9.999, "10.0")]
    [InlineData(0.012345, "0.0123")]
    [InlineData(-0.5, "-0.500")]
    [InlineData(0.00000123456, "1.23e-6")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.NegativeInfinity, "-∞")]
    public void Significant_digits_keep_whole_numbers_whole(double value, string text) =>
        Assert.Equal(text, Numbers.Significant(value));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.0000004, "0.4 µs")]
    [InlineData(0.0051, "5.1 ms")]
    [InlineData(45, "45 s")]
    [InlineData(59.96, "1 min")]
    [InlineData(318, "5.3 min")]
    [InlineData(4320, "1.2 h")]
    [InlineData(86399, "1 d")]
    [InlineData(273600, "3 d 4 h")]
    [InlineData(-4320, "-1.2 h")]
    [InlineData(8726400, "101 d")]
    [InlineData(double.NaN, "–")]
    public void Durations_read_as_people_say_them(double seconds, string text) =>
        Assert.Equal(text, Numbers.Duration(seconds));

    [Fact]
    public void Ratios_percentages_and_quantities_carry_their_sign_or_unit()
    {
        Assert.Equal("2.04x", Numbers.Ratio(2.039));
        Assert.Equal("66.7 %", Numbers.Percent(0.667));
        Assert.Equal("0.0 %", Numbers.Percent(-0.00001));
        Assert.Equal("1,949 GPU", Numbers.Quantity(1949, "GPU"));
        Assert.Equal("1,407", Numbers.Count(1407));
    }

    [Fact]
    public void Intervals_have_one_precision_throughout() =>
        Assert.Equal("12.3 (9.8 to 103.0)", Numbers.Interval(12.34, 9.812, 103));

    [Fact]
    public void Formats_do_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat.NumberDecimalSeparator = ",";
        foreign.NumberFormat.NumberGroupSeparator = ".";
        foreign.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = foreign;
            Assert.Equal("-1,234.5", Numbers.Significant(-1234.5, 5));
            Assert.Equal("1.2 h", Numbers.Duration(4320));
            Assert.Equal("-1.5", SvgWriter.Px(-1.5));
            Assert.DoesNotContain('~', SvgRenderer.Render(SamplePlots.EveryKind()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
