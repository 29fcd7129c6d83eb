namespace Offers;

/// <summary>Launches tasks in one executor: all, or if one is invalid none.</summary>
/// <param name="Executor">What runs them.</param>
/// <param name="Tasks">The tasks, at least one, without executors of their own.</param>
public sealed record LaunchGroup(
    ExecutorDescription Executor, ValueList<TaskDescription> Tasks) : OfferOperation;
