namespace Offers;

/// <summary>Launches tasks, each valid or in error for itself; none declines the offers.</summary>
/// <param name="Tasks">The tasks.</param>
public sealed record LaunchTasks(ValueList<TaskDescription> Tasks) : OfferOperation;
