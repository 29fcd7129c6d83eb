namespace Offers;

/// <summary>
/// The cell comes back after a fail-over of its master: if any quota is set, no run until enough of
/// the expected agents are back or too much time has passed.
/// </summary>
/// <param name="ExpectedAgents">How many agents were known before; 0 or more.</param>
public sealed record RecoverCluster(int ExpectedAgents) : Command;
