namespace Offers;

/// <summary>The subscription is in force; offers may come.</summary>
public sealed record FrameworkSubscribed : SchedulerEvent;
