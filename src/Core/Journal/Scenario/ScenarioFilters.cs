namespace Offers;

/// <summary>How many refuse filters hide an agent from a framework under a role.</summary>
internal readonly record struct ScenarioFilters(
    string Framework, string Role, string Agent, int Count);
