namespace Offers.Wire;

/// <summary>The agent knows the executor now.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="Framework">What the executor should know of its framework.</param>
public sealed record ExecutorSubscribed(string Agent, FrameworkProfile Framework)
    : ExecutorInstruction;
