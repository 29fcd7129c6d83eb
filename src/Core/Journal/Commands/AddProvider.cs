namespace Offers;

/// <summary>
/// A resource provider joins on an agent: total and used grow together. Asks for no run.
/// </summary>
/// <param name="Agent">Where.</param>
/// <param name="Resources">What it adds to the agent's total.</param>
public sealed record AddProvider(string Agent, ResourceSet Resources) : Command
{
    /// <summary>What of it is in use already; nothing by default.</summary>
    public ValueList<UsedResources> Used { get; init; } = [];
}
