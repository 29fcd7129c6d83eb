namespace Offers;

/// <summary>The least that one framework accepts under one role.</summary>
/// <param name="Role">The role.</param>
/// <param name="AnyOf">
/// An offer must contain one of these; the empty list lets anything be offered.
/// </param>
public sealed record RoleMinimum(string Role, ValueList<ResourceVector> AnyOf);
