namespace Offers;

/// <summary>An estimate of what may be used by whoever can lose it at any time.</summary>
/// <param name="Revocable">All of it; revocable resources only.</param>
public sealed record RevocableChanged(ResourceSet Revocable) : AgentCommand;
