namespace Offers.Agents.Hosting;

/// <summary>
/// The time of an agent. It goes on through its lives, because rows hold moments: time of day when
/// a life begins, counted on by a clock that nobody sets.
/// </summary>
internal sealed class AgentClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly TimeSpan _base = time.GetUtcNow() - DateTimeOffset.UnixEpoch;

    /// <summary>Now; never before an earlier answer.</summary>
    internal Timestamp Now => Timestamp.Zero + _base + time.GetElapsedTime(_start);
}
