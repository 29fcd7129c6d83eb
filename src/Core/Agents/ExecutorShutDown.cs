namespace Offers;

/// <summary>An executor to end, with its tasks.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Executor">Which.</param>
public sealed record ExecutorShutDown(string Framework, string Executor) : AgentInstruction;
