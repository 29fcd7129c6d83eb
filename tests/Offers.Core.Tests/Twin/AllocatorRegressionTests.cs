namespace Offers.Core.Tests;

/// <summary>What random histories have found: the shortest histories, one test each.</summary>
public sealed class AllocatorRegressionTests
{
    private static readonly ResourceSchema Schema = ResourceSchema.CreateStandard();

    [Fact]
    public void A_seeded_batch_over_a_cell_that_never_had_an_agent_does_nothing()
    {
        Allocator allocator = new(Schema, AllocatorOptions.Default);
        Assert.Equal(0, allocator.RunBatch(Timestamp.Zero));
        Assert.Equal(1, allocator.Runs);
    }
}
