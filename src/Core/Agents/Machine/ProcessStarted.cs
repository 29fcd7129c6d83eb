namespace Offers;

/// <summary>A process of a <see cref="StartProcess"/> runs.</summary>
/// <param name="Container">Where.</param>
/// <param name="Process">The task it is, or nothing for the executor itself.</param>
public sealed record ProcessStarted(string Container, string Process) : AgentCommand;
