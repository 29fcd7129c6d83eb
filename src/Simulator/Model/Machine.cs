namespace Offers.Simulation;

/// <summary>One machine of an inventory.</summary>
/// <param name="Name">Unique in a cell.</param>
/// <param name="Capacity">What it has.</param>
public sealed record Machine(string Name, ResourceVector Capacity);
