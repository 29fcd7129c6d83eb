namespace Offers;

/// <summary>Why one framework has no offer from one agent under one role.</summary>
/// <param name="Role">The role.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Code">The first check that failed: a stable name.</param>
/// <param name="Text">The same with its numbers, for people.</param>
internal readonly record struct ScenarioReason(
    string Role, string Agent, string Code, string Text);
