using Offers.Masters.Operators;
using Offers.Masters.Tests.Loop;

namespace Offers.Masters.Tests.Operators;

public sealed class ReadyProbeTests : IDisposable
{
    private readonly TemporaryDirectory _home = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_loop_that_does_not_turn_is_not_ready_and_has_one_question()
    {
        using PlayedMaster master = new(_home.Path, _time);
        ReadyProbe probe = new(() => master.Loop, () => true, TimeSpan.FromMilliseconds(1));
        for (int i = 0; i < 3; i++)
        {
            Assert.False(await probe.IsReadyAsync(CancellationToken.None));
        }

        Assert.Equal(1, master.Loop.Waiting);
        master.Loop.Turn();
        Assert.Equal(0, master.Loop.Waiting);
        ReadyProbe patient = new(() => master.Loop, () => true, TimeSpan.FromMinutes(1));
        Task<bool> ready = patient.IsReadyAsync(CancellationToken.None);
        master.Loop.Turn();
        Assert.True(await ready);
    }

    [Fact]
    public async Task Without_a_loop_or_a_listener_it_is_not_ready()
    {
        using PlayedMaster master = new(_home.Path, _time);
        TimeSpan minute = TimeSpan.FromMinutes(1);
        Assert.False(await new ReadyProbe(() => null, () => true, minute)
            .IsReadyAsync(CancellationToken.None));
        Assert.False(await new ReadyProbe(() => master.Loop, () => false, minute)
            .IsReadyAsync(CancellationToken.None));
    }
}
