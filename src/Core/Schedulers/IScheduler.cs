namespace Offers;

/// <summary>
/// A framework's scheduler as a pure state machine: events and time go in, calls come out. The
/// simulator, a test's lossy network and the real master drive it through this seam alone. It asks
/// the world nothing; chance it takes from a seed of its own. One thread owns one scheduler.
/// </summary>
/// <remarks>
/// The host connects it (<see cref="Connect"/>), hands it every event that arrives while it is
/// connected, and calls <see cref="Advance"/> when <see cref="NextDeadline"/> has come; after each
/// it sends what is in <see cref="SchedulerOutbox"/>. Events may come twice or not at all.
/// </remarks>
public interface IScheduler
{
    /// <summary>What it says of itself when it subscribes.</summary>
    public FrameworkProfile Profile { get; }

    /// <summary>
    /// When it wants to be called again if nothing arrives; <see cref="Timestamp.Never"/> if it
    /// need not be.
    /// </summary>
    public Timestamp NextDeadline { get; }

    /// <summary>
    /// A new connection to a master, perhaps another one. It subscribes over it, and asks for the
    /// state of what it has once it is subscribed; offers it has are void.
    /// </summary>
    public void Connect(long connection, Timestamp now, SchedulerOutbox calls);

    /// <summary>Something arrived.</summary>
    public void Receive(SchedulerEvent message, Timestamp now, SchedulerOutbox calls);

    /// <summary>Nothing arrived; time has passed.</summary>
    public void Advance(Timestamp now, SchedulerOutbox calls);
}
