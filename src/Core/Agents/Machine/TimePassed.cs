namespace Offers;

/// <summary>What is due by now is done: <see cref="Agent.NextDeadline"/> has come.</summary>
public sealed record TimePassed : AgentCommand;
