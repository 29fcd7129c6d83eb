namespace Offers.Simulation;

/// <summary>One cell of a run: its machines and the roles that use it.</summary>
/// <param name="Name">The slice's role, or "shared".</param>
/// <param name="Kind">Who decides.</param>
/// <param name="Machines">Its machines.</param>
/// <param name="Roles">Indexes of the roles whose jobs go there.</param>
public sealed record CellPlan(
    string Name, CellKind Kind, IReadOnlyList<Machine> Machines, IReadOnlyList<int> Roles);
