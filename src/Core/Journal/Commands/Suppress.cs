namespace Offers;

/// <summary>A framework wants no more offers for some roles.</summary>
/// <param name="Framework">Its name.</param>
/// <param name="Roles">The roles; the empty list is all it subscribes to.</param>
public sealed record Suppress(string Framework, ValueList<string> Roles) : Command;
