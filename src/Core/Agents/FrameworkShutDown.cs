namespace Offers;

/// <summary>Everything of a framework to end; nobody waits for updates of it.</summary>
/// <param name="Framework">Whose.</param>
public sealed record FrameworkShutDown(string Framework) : AgentInstruction;
