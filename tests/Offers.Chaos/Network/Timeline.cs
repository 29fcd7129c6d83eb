namespace Offers.Chaos;

/// <summary>Virtual time: what happens next happens at once.</summary>
internal sealed class Timeline
{
    private const int MostAtOnce = 20_000;

    private readonly PriorityQueue<Action, (long At, long Number)> _events = new();
    private long _number;
    private int _sinceMoved;

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
        _sinceMoved = at.At == Now.Ticks ? _sinceMoved + 1 : 0;
        ChaosFailure.Require(_sinceMoved < MostAtOnce, "livelock",
            $"{MostAtOnce} events at {Now.Seconds} s");
        Now = new Timestamp(at.At);
        action();
        return true;
    }
}
