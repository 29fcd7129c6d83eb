namespace Offers.Core.Tests.Conventions;

public sealed class SteadyStateTests
{
    // These change with every deliberate change of what is decided, and then with a changelog line.
    private const ulong ExpectedDecisions = 10616742037952889802;
    private const ulong ExpectedState = 9917983185315566006;

    [Fact]
    public void A_warm_cell_allocates_nothing()
    {
        SteadyCell cell = new();
        for (int i = 0; i < 1_000; i++)
        {
            cell.Cycle();
        }

        Assert.Equal(0, AllocatedBytes.OfWarm(() =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                cell.Cycle();
            }
        }));
        Assert.True(cell.Running > 0 && cell.Allocator.FilterCount > 0);
        Assert.True(cell.Allocator.OpenOfferCount > 0);
        Assert.Empty(Invariants.Check(cell.Allocator));
    }

    [Fact]
    public void With_items_and_quota_a_warm_cell_allocates_nothing() =>
        AssertSteady(new MarkedCell(AllocatorOptions.Mesos));

    [Fact]
    public void With_items_and_nested_quota_a_warm_cell_allocates_nothing() =>
        AssertSteady(new MarkedCell(AllocatorOptions.Default));

    [Fact]
    public void The_same_script_decides_the_same_twice_and_in_every_process()
    {
        (ulong decisions, ulong state) = Run();
        Assert.Equal((decisions, state), Run());
        Assert.Equal((ExpectedDecisions, ExpectedState), (decisions, state));
    }

    /// <summary>
    /// Lists of items grow to the longest that their agent or offer comes to have, which takes some
    /// thousand cycles; after that there must be a thousand without a byte.
    /// </summary>
    private static void AssertSteady(MarkedCell cell)
    {
        Assert.Equal(0, AllocatedBytes.OfWarm(() =>
        {
            (int offers, int tasks) = (cell.MarkedOffers, cell.MarkedTasks);
            for (int i = 0; i < 1_000; i++)
            {
                cell.Cycle();
            }

            Assert.InRange(cell.MarkedOffers - offers, 1_000, int.MaxValue);
            Assert.InRange(cell.MarkedTasks - tasks, 1_000, int.MaxValue);
        }));
        Assert.True(cell.Running > 0 && cell.Allocator.FilterCount > 0);
        Assert.Empty(Invariants.Check(cell.Allocator));
    }

    private static (ulong Decisions, ulong State) Run()
    {
        SteadyCell cell = new();
        for (int i = 0; i < 300; i++)
        {
            cell.Cycle();
        }

        return (cell.Decisions, cell.State);
    }
}
