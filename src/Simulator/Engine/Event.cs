namespace Offers.Simulation;

/// <summary>
/// An event that waits. Ordered by time, then kind, then sequence: total, because no two have the
/// same sequence, and no cell asks for two batches at one moment.
/// </summary>
/// <param name="Time">In ticks.</param>
/// <param name="Order">Kind in the upper bits, sequence in the lower ones.</param>
/// <param name="Subject">What it is about, by kind.</param>
/// <param name="Token">Must equal the subject's token, or the event is stale and ignored.</param>
internal readonly record struct Event(long Time, long Order, int Subject, int Token)
{
    private const int KindShift = 56;

    internal EventKind Kind => (EventKind)(Order >> KindShift);

    internal static long OrderOf(EventKind kind, long sequence) =>
        ((long)kind << KindShift) | sequence;

    internal bool IsBefore(in Event other) =>
        Time != other.Time ? Time < other.Time : Order < other.Order;
}
