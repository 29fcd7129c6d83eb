using Offers.Simulation.Reporting;

namespace Offers.Simulator.Tests.Reporting;

public sealed class AxisTests
{
    [Theory]
    [InlineData(10, 10, 1)]
    [InlineData(10, 9, 2)]
    [InlineData(10, 4, 5)]
    [InlineData(10, 1, 10)]
    [InlineData(0.3, 5, 0.1)]
    [InlineData(1949, 5, 500)]
    public void Axis_ticks_follow_the_one_two_five_rule(double span, int target, double step) =>
        Assert.Equal(step, AxisTicks.NiceStep(span, target), 12);

    [Fact]
    public void Ticks_are_written_with_as_many_decimals_as_their_step_has()
    {
        IReadOnlyList<Tick> ticks = AxisTicks.Multiples(new AxisRange(0, 0.6), 0.2);
        Assert.Equal("0.0 0.2 0.4 0.6", string.Join(' ', ticks.Select(t => t.Text)));
    }

    [Fact]
    public void Ticks_below_zero_have_no_minus_on_zero()
    {
        IEnumerable<string> texts = AxisTicks.Multiples(new AxisRange(-5, 5), 5).Select(t => t.Text);
        Assert.Equal("-5 0 5", string.Join(' ', texts));
    }

    [Theory]
    [InlineData(100, 5, "s")]
    [InlineData(7200, 8, "min")]
    [InlineData(10 * 3600, 8, "h")]
    [InlineData(2 * 86400, 8, "h")]
    [InlineData(3 * 86400, 3, "d")]
    [InlineData(3 * 86400, 12, "d")]
    public void Time_is_written_in_one_unit_for_a_span_whatever_the_width(
        double span, int target, string unit)
    {
        AxisFrame frame = AxisFrame.Create(
            Axis.Time("time"), new AxisRange(0, span), target * 64, isVertical: false);
        Assert.Equal("time [" + unit + "]", frame.Title);
        Assert.InRange(frame.Ticks.Count, 2, target + 1);
    }

    [Fact]
    public void Three_days_on_a_wide_axis_have_ticks_at_half_days()
    {
        AxisFrame frame = AxisFrame.Create(
            Axis.Time("time"), new AxisRange(0, 3 * 86400), 800, isVertical: false);
        Assert.Equal(
            "0.0 0.5 1.0 1.5 2.0 2.5 3.0", string.Join(' ', frame.Ticks.Select(t => t.Text)));
    }

    [Fact]
    public void Logarithmic_axes_have_ticks_at_decades()
    {
        IEnumerable<string> texts = AxisTicks.Decades(new AxisRange(0.1, 1000), 9).Select(t => t.Text);
        Assert.Equal("0.1 1 10 100 1,000", string.Join(' ', texts));
    }

    [Fact]
    public void Short_logarithmic_axes_also_have_ticks_at_two_and_five()
    {
        IEnumerable<string> texts = AxisTicks.Decades(new AxisRange(2, 50), 9).Select(t => t.Text);
        Assert.Equal("2 5 10 20 50", string.Join(' ', texts));
    }

    [Fact]
    public void Far_decades_are_written_as_powers()
    {
        IEnumerable<string> texts = AxisTicks.Decades(new AxisRange(1, 1e8), 5).Select(t => t.Text);
        Assert.Equal("10⁰ 10² 10⁴ 10⁶ 10⁸", string.Join(' ', texts));
    }

    [Fact]
    public void Vertical_axes_end_on_ticks()
    {
        AxisFrame frame = AxisFrame.Create(
            Axis.Linear("v", "1"), new AxisRange(0, 96), 260, isVertical: true);
        Assert.Equal(new AxisRange(0, 100), frame.Range);
        Assert.Equal(100, frame.Ticks[^1].Value);
    }

    [Fact]
    public void Fixed_ends_win_over_the_data()
    {
        Axis axis = Axis.Linear("v", "1") with { Minimum = 0, Maximum = 32 };
        AxisFrame frame = AxisFrame.Create(axis, new AxisRange(3, 999), 260, isVertical: true);
        Assert.Equal(new AxisRange(0, 32), frame.Range);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity)]
    public void An_axis_is_never_without_length(double low, double high)
    {
        foreach (Axis axis in (Axis[])[Axis.Linear("v", "1"), Axis.Log10("v", "1"), Axis.Time("v")])
        {
            AxisFrame frame = AxisFrame.Create(axis, new AxisRange(low, high), 260, isVertical: true);
            Assert.True(frame.Range.Span > 0, axis.Kind.ToString());
            Assert.True(double.IsFinite(frame.Range.Span), axis.Kind.ToString());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_measured_axis_without_a_unit_is_refused(string unit)
    {
        Assert.Throws<ArgumentException>(() => Axis.Linear("allocated", unit));
        Assert.Throws<ArgumentException>(() => Axis.Log10("allocated", unit));
    }
}
