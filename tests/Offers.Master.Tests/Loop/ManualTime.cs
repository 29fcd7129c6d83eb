namespace Offers.Masters.Tests.Loop;

/// <summary>A clock that a test moves.</summary>
internal sealed class ManualTime : TimeProvider
{
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _passed.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(365) + _passed;

    internal void Pass(double seconds) => _passed += TimeSpan.FromSeconds(seconds);
}
