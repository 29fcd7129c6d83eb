using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests;

/// <summary>Dominant shares against fractions of unbounded integers.</summary>
public sealed class DominantSharePropertyTests
{
    private const int Kinds = 10;

    /// <summary>
    /// Numbers whose ratios often tie or nearly tie: small, at the bound, and one beside.
    /// </summary>
    private static Gen<long> Positive(long most) => Gen.Frequency(
        (3, Gen.Choose(1, 21).Select(n => (long)n)),
        (3, Gen.Choose(1, 21).Select(n => n * 333L)),
        (2, Gen.Choose(0, 3).Select(n => most - n)),
        (2, from bits in Gen.Choose(1, 50)
            from off in Gen.Choose(-1, 1)
            select Math.Clamp((1L << bits) + off, 1, most)));

    private static Gen<DominantShare> Share =>
        from amount in Positive(ResourceVector.MaxAmount)
        from total in Positive(ResourceVector.MaxAmount)
        from weight in Positive(Weight.Max)
        from zero in Gen.Choose(0, 15)
        select new DominantShare(default, zero == 0 ? 0 : amount, total, weight);

    [Fact]
    public void Shares_compare_as_the_fractions_that_they_are()
    {
        PropertyRunner.ForAll(Share.ArrayOf(3).ToArbitrary(), 20_000, 100, s =>
        {
            int exact = Ratio.Of(s[0]).CompareTo(Ratio.Of(s[1]));
            Assert.Equal(exact, Math.Sign(s[0].CompareTo(s[1])));
            Assert.Equal(-exact, Math.Sign(s[1].CompareTo(s[0])));
            Assert.Equal(exact < 0, s[0] < s[1]);
            Assert.Equal(exact > 0, s[0] > s[1]);
            Assert.Equal(exact <= 0, s[0] <= s[1]);
            Assert.Equal(exact >= 0, s[0] >= s[1]);
            Assert.True(!(s[0] <= s[1] && s[1] <= s[2]) || s[0] <= s[2]);
        });
    }

    [Fact]
    public void Equal_fractions_tie_however_they_are_written()
    {
        Gen<long[]> numbers = Positive(1 << 20).ArrayOf(4);
        PropertyRunner.ForAll(numbers.ToArbitrary(), 5_000, 100, n =>
        {
            long times = (n[3] % 63) + 1;
            DominantShare one = new(default, n[0], n[1], n[2]);
            DominantShare same = new(new ResourceKind(1), n[0] * times, n[1] * times, n[2]);
            DominantShare heavier = new(default, n[0] * times, n[1], n[2] * times);
            DominantShare more = new(default, (n[0] * times) + 1, n[1] * times, n[2]);
            Assert.Equal(0, one.CompareTo(same));
            Assert.Equal(0, one.CompareTo(heavier));
            Assert.True(one < more);
        });
    }

    [Fact]
    public void Dominant_share_of_a_holding_is_the_largest_fraction_of_what_the_cell_has()
    {
        Gen<long> amount = Gen.Frequency(
            (1, Gen.Constant(0L)),
            (3, Positive(ResourceVector.MaxAmount)));
        Gen<(long[] Held, long[] Total, long Weight)> holding =
            from held in amount.ArrayOf(Kinds)
            from total in amount.ArrayOf(Kinds)
            from weight in Positive(Weight.Max)
            select (held, total, weight);
        PropertyRunner.ForAll(holding.ToArbitrary(), 5_000, 100, h =>
        {
            Ratio largest = Ratio.Zero;
            for (int i = 0; i < Kinds; i++)
            {
                if (h.Total[i] > 0)
                {
                    Ratio share = new(h.Held[i], (BigInteger)h.Total[i] * h.Weight);
                    largest = share.CompareTo(largest) > 0 ? share : largest;
                }
            }

            DominantShare found = Of(h.Held).DominantShare(Of(h.Total), h.Weight);
            Assert.Equal(0, largest.CompareTo(Ratio.Of(found)));
            Assert.True(found.Total >= 1);
        });
    }

    private static ResourceVector Of(long[] amounts)
    {
        ResourceVector vector = ResourceVector.Zero;
        for (int i = 0; i < amounts.Length; i++)
        {
            vector = vector.With(new ResourceKind(i), amounts[i]);
        }

        return vector;
    }
}
