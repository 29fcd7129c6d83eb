using Offers.Masters.Loop;

namespace Offers.Masters.Tests.Loop;

public sealed class ArrivalBudgetTests
{
    private readonly ArrivalBudget _budget = new(inAll: 100, ofOne: 40);
    private readonly ArrivalShare[] _shares = [new(), new(), new(), new()];

    [Fact]
    public async Task A_share_is_never_more_than_it_may_be_but_one_message_always_goes()
    {
        Assert.True(Take(0, 90).IsCompleted);
        Task second = Take(0, 1);
        Assert.False(second.IsCompleted);
        Assert.True(Take(1, 10).IsCompleted, "who waits for its own share holds up nobody");
        _budget.Release(_shares[0], 90);
        await second;
        Assert.Equal(11, _budget.Held);
    }

    [Fact]
    public async Task Anything_has_room_when_nothing_is_held()
    {
        Assert.True(Take(0, 1000).IsCompleted);
        Task second = Take(1, 1000);
        Assert.False(second.IsCompleted);
        _budget.Release(_shares[0], 1000);
        await second;
    }

    [Fact]
    public async Task Nobody_overtakes_one_who_waits_for_the_whole()
    {
        Assert.True(Take(0, 40).IsCompleted);
        Assert.True(Take(1, 40).IsCompleted);
        Task large = Take(2, 40);
        Task small = Take(3, 1);
        Assert.False(large.IsCompleted);
        Assert.False(small.IsCompleted);
        _budget.Release(_shares[0], 40);
        await large;
        await small;
        Assert.Equal(81, _budget.Held);
    }

    [Fact]
    public async Task Nobody_waits_after_the_end()
    {
        Assert.True(Take(0, 100).IsCompleted);
        Task waiting = Take(1, 1);
        Assert.False(waiting.IsCompleted);
        _budget.End();
        await waiting;
        Assert.True(Take(2, 1000).IsCompleted);
    }

    [Fact]
    public void What_has_room_allocates_nothing()
    {
        Assert.True(TakeAndRelease());
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isDone = true;
        for (int i = 0; i < 1_000; i++)
        {
            isDone &= TakeAndRelease();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(isDone);
    }

    private bool TakeAndRelease()
    {
        bool isDone = Take(0, 40).IsCompleted;
        _budget.Release(_shares[0], 40);
        return isDone;
    }

    private Task Take(int share, int bytes) =>
        _budget.TakeAsync(_shares[share], bytes).AsTask();
}
