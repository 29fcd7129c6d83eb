namespace Offers;

/// <summary>A process, with all that it started, is asked to end, or ended.</summary>
/// <param name="Container">Where.</param>
/// <param name="Process">The task it is, or nothing for the executor itself.</param>
/// <param name="IsKill">Whether by KILL; by TERM otherwise.</param>
public sealed record SignalProcess(string Container, string Process, bool IsKill) : AgentAction;
