namespace Offers;

/// <summary>A process has ended, or could not be started.</summary>
/// <param name="Container">Where.</param>
/// <param name="Process">The task it was, or nothing for the executor itself.</param>
/// <param name="End">How.</param>
public sealed record ProcessEnded(string Container, string Process, ProcessEnd End)
    : AgentCommand;
