namespace Offers.Chaos;

/// <summary>Virtual time: what happens next happens at once.</summary>
internal sealed class Timeline
{
    private readonly PriorityQueue<Action, (long At, long Number)> _events = new();
    private long _number;

    public Timestamp Now { get; private set; } = Timestamp.Zero;

    public Timestamp Next =>
        _events.TryPeek(out _, out (long At, long Number) at) ? new(at.At) : Timestamp.Never;

    public void At(Timestamp when, Action action)
    {
        long at = Math.Max(when.Ticks, Now.Ticks);
        _events.Enqueue(action, (at, ++_number));
    }

    public void In(TimeSpan delay, Action action) => At(Now + delay, action);

    /// <summary>Lets the next event happen.</summary>
    public bool Step()
    {
        if (!_events.TryDequeue(out Action? action, out (long At, long Number) at))
        {
            return false;
        }
        Now = new Timestamp(at.At);
        action();
        return true;
    }
}
