namespace Offers;

/// <summary>
/// A framework wants offers again for some roles, also of what it refused: its filters there go.
/// </summary>
/// <param name="Framework">Its name.</param>
/// <param name="Roles">The roles; the empty list is all it subscribes to.</param>
public sealed record Revive(string Framework, ValueList<string> Roles) : Command;
