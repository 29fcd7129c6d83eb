namespace Offers.Simulation.Results;

/// <summary>What one figure or column is.</summary>
/// <param name="Pattern">Its name; parts in braces, such as {resource}, stand for names.</param>
/// <param name="Unit">Its unit; <see cref="FigureCatalogue.ResourceUnit"/> for amounts.</param>
/// <param name="Meaning">What it is and how it comes about.</param>
internal sealed record FigureEntry(string Pattern, string Unit, string Meaning);
