namespace Offers.Wire;

/// <summary>The agent has an update for good; the executor forgets it.</summary>
/// <param name="Task">Whose.</param>
/// <param name="Update">Which update.</param>
public sealed record ExecutorAcknowledged(string Task, UpdateId Update) : ExecutorInstruction;
