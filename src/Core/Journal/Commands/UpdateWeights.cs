namespace Offers;

/// <summary>Roles get new weights; a role not listed keeps its own.</summary>
/// <param name="Weights">Each role at most once.</param>
public sealed record UpdateWeights(ValueList<RoleWeight> Weights) : Command;
