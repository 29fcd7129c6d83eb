namespace Offers;

/// <summary>A framework leaves for good; everything that it holds is recovered first.</summary>
/// <param name="Id">Its name.</param>
public sealed record RemoveFramework(string Id) : Command;
