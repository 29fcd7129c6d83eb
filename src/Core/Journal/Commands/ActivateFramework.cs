namespace Offers;

/// <summary>A framework gets offers again.</summary>
/// <param name="Id">Its name.</param>
public sealed record ActivateFramework(string Id) : Command;
