namespace Offers.Core.Tests;

public sealed class ResourceVectorTests
{
    [Fact]
    public void Twenty_kinds_work_like_eight()
    {
        ResourceSchema schema = new();
        ResourceKind[] kinds = [.. Enumerable.Range(0, 20).Select(i => schema.Add($"k{i}", ""))];
        ResourceVector left = ResourceVector.Of(kinds[2], 5).With(kinds[19], 7);
        ResourceVector right = ResourceVector.Of(kinds[2], 3).With(kinds[12], 2);
        Assert.Equal(3, schema.Strides);
        Assert.Equal((8, 7, 2), Lanes(left + right));
        Assert.Equal((2, 7, 0), Lanes(left - right));
        Assert.Equal((3, 0, 0), Lanes(ResourceVector.Min(left, right)));
        Assert.Equal((5, 7, 2), Lanes(ResourceVector.Max(left, right)));
        Assert.Equal((15, 21, 0), Lanes(left.Scale(3)));
        Assert.False(right.Fits(left));
        Assert.True(left.Fits(left + right));
        Assert.Equal(kinds[19], left.DominantShare(left + right).Kind);
        Assert.Equal(ResourceVector.Of(kinds[2], 5), left.With(kinds[19], 0));
        Assert.Equal(
            ResourceVector.Of(kinds[2], 5).GetHashCode(),
            left.With(kinds[19], 0).GetHashCode());

        (long Second, long Last, long Middle) Lanes(in ResourceVector v) =>
            (v[kinds[2]], v[kinds[19]], v[kinds[12]]);
    }

    [Fact]
    public void Amounts_are_bounded_and_sums_beyond_throw()
    {
        ResourceKind cpus = ResourceSchema.CreateStandard().Add("cpus", "");
        ResourceVector most = ResourceVector.Of(cpus, ResourceVector.MaxAmount);
        ResourceVector one = ResourceVector.Of(cpus, 1);
        Assert.Throws<OverflowException>(() => most + one);
        Assert.Throws<OverflowException>(() => one.Scale(ResourceVector.MaxAmount + 1));
        Assert.Throws<OverflowException>(() => most.Scale(long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => one.Scale(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ResourceVector.Of(cpus, -1));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => ResourceVector.Of(cpus, ResourceVector.MaxAmount + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ResourceVector.Of(new(-1), 1));
        Assert.Equal(most, one.Scale(ResourceVector.MaxAmount));
    }

    [Fact]
    public void Text_that_sums_beyond_the_bound_overflows()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Assert.Throws<OverflowException>(
            () => ResourceText.Parse("cpus:1000000000000;cpus:1000000000000", schema));
        Assert.Throws<FormatException>(() => ResourceText.Parse("cpus:1125899906842.624", schema));
        ResourceVector most = ResourceText.Parse("cpus:1125899906842.623", schema);
        Assert.Equal("cpus:1125899906842.623", ResourceText.Format(most, schema));
    }

    [Fact]
    public void Equal_weighted_shares_compare_as_equal_where_doubles_do_not()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        ResourceVector total = ResourceText.Parse("cpus:10", schema);
        DominantShare one = ResourceText.Parse("cpus:1", schema).DominantShare(total);
        DominantShare three = ResourceText.Parse("cpus:3", schema).DominantShare(total, 3_000);
        Assert.False(1.0 / 10 / 1 == 3.0 / 10 / 3);
        Assert.Equal(0, one.CompareTo(three));
    }

    [Fact]
    public void A_kind_of_which_the_cell_has_none_does_not_dominate()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        ResourceVector held = ResourceText.Parse("cpus:1;gpus:5", schema);
        DominantShare share = held.DominantShare(ResourceText.Parse("cpus:4", schema));
        Assert.Equal(0.25, share.Value);
    }
}
