namespace Offers.Masters.Tests.Loop;

/// <summary>A clock that a test moves.</summary>
internal sealed class ManualTime : TimeProvider
{
    private TimeSpan _passed;
    private TimeSpan _stepped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _passed.Ticks;

    public override DateTimeOffset GetUtcNow() =>
        DateTimeOffset.UnixEpoch.AddDays(365) + _passed + _stepped;

    internal void Pass(double seconds) => _passed += TimeSpan.FromSeconds(seconds);

    /// <summary>The machine's clock is set, or the machine slept: no time has passed.</summary>
    internal void Step(double seconds) => _stepped += TimeSpan.FromSeconds(seconds);
}
