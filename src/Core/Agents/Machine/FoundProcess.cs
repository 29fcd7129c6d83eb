namespace Offers;

/// <summary>A process of a former life of the agent.</summary>
/// <param name="Container">Where.</param>
/// <param name="Process">The task it is, or nothing for an executor itself.</param>
/// <param name="End">How it ended; null while it runs.</param>
public readonly record struct FoundProcess(string Container, string Process, ProcessEnd? End);
