namespace Offers.Core.Tests.Fairness;

public class FractionTests
{
    [Fact]
    public void Fractions_are_kept_in_lowest_terms_with_a_positive_denominator()
    {
        Fraction half = new(-3, -6);
        Assert.Equal(1, half.Numerator);
        Assert.Equal(2, half.Denominator);
        Assert.Equal("1/2", half.ToString());
        Assert.Equal("-2", new Fraction(4, -2).ToString());
    }

    [Fact]
    public void The_default_is_zero()
    {
        Fraction zero = default;
        Assert.Equal(new Fraction(0, 5), zero);
        Assert.Equal(1, zero.Denominator);
        Assert.Equal(0, zero.Value);
    }

    [Fact]
    public void A_third_three_times_is_one()
    {
        Fraction third = new(1, 3);
        Assert.Equal(new Fraction(1, 1), third + third + third);
        Assert.Equal(new Fraction(1, 9), third * third);
        Assert.Equal(new Fraction(1, 1), third / third);
        Assert.Equal(default, third - third);
        Assert.True(third > new Fraction(333, 1000) && third < new Fraction(334, 1000));
    }

    [Fact]
    public void Dividing_by_zero_is_refused() =>
        Assert.Throws<DivideByZeroException>(() => new Fraction(1, 0));
}
