using Offers.Masters.Loop;

namespace Offers.Masters.Tests.Loop;

public sealed class MasterClockTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void It_follows_the_machine_forward_over_a_sleep()
    {
        MasterClock clock = new(_time, 1, Timestamp.Zero);
        Timestamp start = clock.Now;
        _time.Pass(10);
        _time.Step(8 * 3600);
        Assert.Equal(TimeSpan.FromSeconds((8 * 3600) + 10), clock.Now - start);
        _time.Pass(5);
        Assert.Equal(TimeSpan.FromSeconds((8 * 3600) + 15), clock.Now - start);
    }

    [Fact]
    public void A_clock_that_is_set_back_neither_turns_nor_stops_it()
    {
        MasterClock clock = new(_time, 1, Timestamp.Zero);
        Timestamp start = clock.Now;
        _time.Step(3600);
        Assert.Equal(TimeSpan.FromHours(1), clock.Now - start);
        _time.Step(-7200);
        Assert.Equal(TimeSpan.FromHours(1), clock.Now - start);
        _time.Pass(60);
        Assert.Equal(TimeSpan.FromMinutes(61), clock.Now - start);
    }

    [Fact]
    public void A_life_that_begins_behind_the_last_one_goes_on_until_the_machine_is_there()
    {
        Timestamp last = new MasterClock(_time, 1, Timestamp.Zero).Now + TimeSpan.FromHours(2);
        MasterClock clock = new(_time, 1, last);
        _time.Pass(60);
        Assert.Equal(TimeSpan.FromMinutes(1), clock.Now - last);
        _time.Step(3600);
        Assert.Equal(TimeSpan.FromMinutes(1), clock.Now - last);
        _time.Step(7200);
        Assert.Equal(TimeSpan.FromMinutes(61), clock.Now - last);
    }

    [Fact]
    public void Nobody_waits_so_long_that_a_step_is_missed()
    {
        MasterClock clock = new(_time, 1, Timestamp.Zero);
        Assert.InRange(
            clock.Until(clock.Now + TimeSpan.FromHours(2)), TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(10));
        Assert.Equal(
            TimeSpan.FromSeconds(2), clock.Until(clock.Now + TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void A_scaled_clock_counts_only_what_has_passed()
    {
        MasterClock clock = new(_time, 0.5, Timestamp.Zero);
        Timestamp start = clock.Now;
        _time.Step(3600);
        _time.Pass(1);
        Assert.Equal(TimeSpan.FromSeconds(2), clock.Now - start);
    }
}
