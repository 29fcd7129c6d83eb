namespace Offers.Simulation;

/// <summary>Identical tasks of a job.</summary>
/// <param name="Count">How many; at least 1.</param>
/// <param name="Demand">What one of them needs.</param>
/// <param name="Duration">How long one runs, in ticks; at least 0.</param>
public readonly record struct TaskGroup(int Count, ResourceVector Demand, long Duration);
