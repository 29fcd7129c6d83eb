namespace Offers;

/// <summary>The machine has other resources than before.</summary>
/// <param name="Total">All of them.</param>
public sealed record TotalChanged(ResourceSet Total) : AgentCommand;
