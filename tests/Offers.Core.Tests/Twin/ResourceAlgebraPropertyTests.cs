using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests;

/// <summary>The laws of resource vectors and limits, over one to three strides of kinds.</summary>
public sealed class ResourceAlgebraPropertyTests
{
    private const int Cases = 1_500;

    /// <summary>Kinds of which vectors are made; two strides and a bit.</summary>
    private const int Kinds = 18;

    private static readonly ResourceSchema Schema = SchemaOf(Kinds);

    private static Arbitrary<ResourceVector[]> Three =>
        Vector.ArrayOf(3).ToArbitrary();

    /// <summary>Sparse, with many equal amounts; the largest allowed amount now and then.</summary>
    private static Gen<ResourceVector> Vector =>
        from kinds in Gen.Choose(0, Kinds)
        from amounts in Amount.ArrayOf(kinds)
        select Of(amounts);

    private static Gen<long> Amount => Gen.Frequency(
        (6, Gen.Constant(0L)),
        (4, Gen.Choose(1, 3).Select(n => (long)n)),
        (4, Gen.Choose(1, 1_000_000).Select(n => n * 333L)),
        (1, Gen.Choose(0, 3).Select(n => (ResourceVector.MaxAmount / 2) - n)));

    [Fact]
    public void Sums_commute_associate_and_are_undone_by_differences()
    {
        PropertyRunner.ForAll(Three, Cases, 100, v =>
        {
            (ResourceVector a, ResourceVector b) = (v[0], v[1]);
            Assert.Equal(a + b, b + a);
            Assert.Equal(a, a + b - b);
            Assert.Equal(a, a + ResourceVector.Zero);
            Assert.True((a - a).IsZero);
            Assert.True((a - (a + b)).IsZero);
            Assert.Equal(ResourceVector.Max(a, b), a + (b - a));
            Assert.Equal(ResourceVector.Min(a, b), a - (a - b));
            ResourceVector c = ResourceVector.Min(v[2], One());
            ResourceVector small = ResourceVector.Min(b, One());
            Assert.Equal(a + (small + c), a + small + c);
        });
    }

    [Fact]
    public void Smaller_and_larger_form_a_lattice_with_fitting_as_its_order()
    {
        PropertyRunner.ForAll(Three, Cases, 100, v =>
        {
            (ResourceVector a, ResourceVector b, ResourceVector c) = (v[0], v[1], v[2]);
            ResourceVector min = ResourceVector.Min(a, b);
            ResourceVector max = ResourceVector.Max(a, b);
            Assert.Equal(a, ResourceVector.Min(a, max));
            Assert.Equal(a, ResourceVector.Max(a, min));
            Assert.Equal(a, ResourceVector.Min(a, a));
            Assert.Equal(min, ResourceVector.Min(b, a));
            Assert.Equal(
                ResourceVector.Min(a, ResourceVector.Max(b, c)),
                ResourceVector.Max(min, ResourceVector.Min(a, c)));
            Assert.Equal(a.Fits(b), min == a);
            Assert.Equal(a.Fits(b), (a - b).IsZero);
            Assert.Equal(a.Fits(b) && b.Fits(a), a == b);
            Assert.True(min.Fits(a) && a.Fits(max) && a.Fits(a + b));
            Assert.True(!(min.Fits(c) && c.Fits(ResourceVector.Zero)) || min.IsZero);
        });
    }

    [Fact]
    public void Scaling_is_repeated_addition()
    {
        PropertyRunner.ForAll(Three, Cases, 100, v =>
        {
            ResourceVector a = ResourceVector.Min(v[0], One().Scale(1_000_000_000));
            Assert.True(a.Scale(0).IsZero);
            Assert.Equal(a, a.Scale(1));
            Assert.Equal(a + a + a, a.Scale(3));
            Assert.Equal(a.Scale(21), a.Scale(3).Scale(7));
        });
    }

    [Fact]
    public void Every_lane_behaves_as_a_number_of_its_own()
    {
        PropertyRunner.ForAll(Three, Cases, 100, v =>
        {
            (ResourceVector a, ResourceVector b) = (v[0], v[1]);
            for (int i = 0; i < Kinds + 8; i++)
            {
                ResourceKind kind = new(i);
                Assert.Equal(a[kind] + b[kind], (a + b)[kind]);
                Assert.Equal(Math.Max(0, a[kind] - b[kind]), (a - b)[kind]);
                Assert.Equal(Math.Min(a[kind], b[kind]), ResourceVector.Min(a, b)[kind]);
                Assert.Equal(Math.Max(a[kind], b[kind]), ResourceVector.Max(a, b)[kind]);
                Assert.Equal(a.With(kind, 5) - ResourceVector.Of(kind, 5), a.With(kind, 0));
            }
        });
    }

    [Fact]
    public void Equal_vectors_have_equal_hashes_and_texts_whatever_their_strides()
    {
        PropertyRunner.ForAll(Three, Cases, 100, v =>
        {
            ResourceVector a = v[0];
            ResourceVector longer = a.With(new ResourceKind(Kinds + 10), 1)
                .With(new ResourceKind(Kinds + 10), 0);
            Assert.Equal(a, longer);
            Assert.Equal(a.GetHashCode(), longer.GetHashCode());
            string text = ResourceText.Format(a, Schema);
            Assert.Equal(a, ResourceText.Parse(text, Schema));
            Assert.Equal(a == v[1], string.Equals(
                text, ResourceText.Format(v[1], Schema), StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Overflow_throws_and_changes_nothing()
    {
        PropertyRunner.ForAll(Three, Cases, 100, v =>
        {
            for (int i = 0; i < Kinds; i++)
            {
                ResourceKind kind = new(i);
                ResourceVector full = v[0].With(kind, ResourceVector.MaxAmount);
                ResourceVector before = full;
                ResourceVector one = v[1].With(kind, 1);
                Assert.Throws<OverflowException>(() => full + one);
                Assert.Throws<OverflowException>(() => full.Scale(2));
                Assert.Throws<OverflowException>(() => one.Scale(long.MaxValue));
                Assert.Equal(before, full);
                Assert.Equal(1, one[kind]);
            }
        });
    }

    [Fact]
    public void Limits_allow_what_fits_the_kinds_that_are_limited()
    {
        PropertyRunner.ForAll(Three, Cases, 100, v =>
        {
            (ResourceVector bound, ResourceVector a, ResourceVector b) = (v[0], v[1], v[2]);
            ResourceLimits limits = ResourceLimits.None;
            bool allowed = true;
            for (int i = 0; i < Kinds; i += 2)
            {
                ResourceKind kind = new(i);
                limits = limits.With(kind, bound[kind]);
                allowed &= a[kind] <= bound[kind];
            }

            Assert.Equal(allowed, limits.Allow(a));
            Assert.True(limits.Allow(ResourceVector.Zero));
            Assert.True(ResourceLimits.None.Allow(a));
            Assert.Equal(limits.Less(a).Less(b), limits.Less(b).Less(a));
            bool both = allowed && limits.Less(a).Allow(b);
            Assert.Equal(both, allowed && limits.Allow(a + b));
            for (int i = 0; i < Kinds; i++)
            {
                ResourceKind kind = new(i);
                long? left = i % 2 == 0 ? Math.Max(0, bound[kind] - a[kind]) : null;
                Assert.Equal(left, limits.Less(a)[kind]);
            }
        });
    }

    private static ResourceVector One() => Of([.. Enumerable.Repeat(1L, Kinds)]);

    private static ResourceVector Of(long[] amounts)
    {
        ResourceVector vector = ResourceVector.Zero;
        for (int i = 0; i < amounts.Length; i++)
        {
            vector = vector.With(new ResourceKind(i), amounts[i]);
        }

        return vector;
    }

    private static ResourceSchema SchemaOf(int kinds)
    {
        ResourceSchema schema = new();
        for (int i = 0; i < kinds; i++)
        {
            schema.Add($"k{i}", "");
        }

        return schema;
    }
}
