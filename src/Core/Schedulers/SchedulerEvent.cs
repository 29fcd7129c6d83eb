namespace Offers;

/// <summary>
/// What a scheduler hears from its master, as a value that stands for itself: it can cross a wire.
/// </summary>
public abstract record SchedulerEvent
{
    private protected SchedulerEvent()
    {
    }
}
