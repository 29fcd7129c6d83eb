namespace Offers;

/// <summary>A role that is spared for a while. A value.</summary>
/// <param name="Role">Which.</param>
/// <param name="Until">Until when.</param>
public sealed record RoleCooldown(string Role, Timestamp Until);
